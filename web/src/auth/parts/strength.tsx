import '#auth/strength.css'
import { Trans, useLingui } from '@lingui/react/macro'
import { strengthOf } from '@studymate/domain/auth/strength'
import { PASSWORD_RULES } from '#auth/password-rules'

/** Under a field for a new password: how strong it is so far, in four pieces and in words, and the one thing that helps most. */
export function Strength({ password }: { password: string }) {
  const { i18n } = useLingui()
  const { level, unmet, help } = strengthOf(password)
  const [first] = unmet
  return (
    <div className="strength" data-level={level}>
      <div className="strength-bar" aria-hidden="true">
        {[1, 2, 3, 4].map((piece) => (
          <i key={piece} className={piece <= level ? 'on' : undefined} />
        ))}
      </div>
      <p className="meta" role="status">
        {level === 0 && <Trans>8자 이상, 글자와 숫자와 특수문자를 섞어 주세요. 붙여 넣어도 돼요.</Trans>}
        {first !== undefined && i18n._(PASSWORD_RULES[first])}
        {level === 2 && <Trans>쓸 수 있어요.</Trans>}
        {level === 3 && <Trans>좋아요.</Trans>}
        {level === 4 && <Trans>튼튼해요.</Trans>}
        {help === 'longer' && (
          <>
            {' '}
            <Trans>낱말을 하나 더 이으면 더 튼튼해져요.</Trans>
          </>
        )}
        {help === 'less-repeated' && (
          <>
            {' '}
            <Trans>abc나 111처럼 이어지는 글자를 바꾸면 더 튼튼해져요.</Trans>
          </>
        )}
      </p>
    </div>
  )
}
