import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ChatMember } from '@studymate/contract/chat'
import { Avatar } from '#ui/avatar.tsx'
import { buttonClass } from '#ui/button.tsx'
import { LanguageWord, languageName } from '#ui/language.tsx'

/** The third column from 1200 px in a group: who is in it, and what may be done. */
export function GroupPanel({ name, children }: { name: string; children: ReactNode }) {
  const { t } = useLingui()
  return (
    <aside className="info stack s5" aria-label={t`이 방의 사람들`}>
      <h2 className="h3">{name}</h2>
      {children}
    </aside>
  )
}

/** The third column from 1200 px: who the partner is, and which languages are shared. */
export function InfoPanel({ partner }: { partner: ChatMember }) {
  const { t, i18n } = useLingui()
  const name = (code: string) => languageName(code, i18n.locale)
  return (
    <aside className="info stack s5" aria-label={t`${partner.displayName} 님에 대해`}>
      <div className="row gap-3">
        <Avatar seed={partner.userId} name={partner.displayName} image={partner.profileImage} size="m" />
        <h2 className="h3">{partner.displayName}</h2>
      </div>
      {partner.nativeLanguage !== null && (
        <div className="stack s2">
          <h3 className="meta">
            <Trans>서로 나누는 말</Trans>
          </h3>
          <p>
            <LanguageWord side="learn">{t`${name(partner.nativeLanguage)}로 말해요`}</LanguageWord>
          </p>
          {partner.learningLanguages.map(({ code, level }) => (
            <p key={code}>
              <LanguageWord side="give">{level ? t`${name(code)}를 배워요, ${level}` : t`${name(code)}를 배워요`}</LanguageWord>
            </p>
          ))}
        </div>
      )}
      <div>
        <Link className={buttonClass()} to="/find/$userId" params={{ userId: partner.userId }}>
          <Trans>프로필 보기</Trans>
        </Link>
      </div>
    </aside>
  )
}
