import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Avatar } from '#ui/avatar.tsx'
import { Correction } from '#ui/bubble.tsx'
import { Chip, Choices } from '#ui/choice.tsx'
import { languageName, LanguageWord } from '#ui/language.tsx'
import type { TrySentence } from '#landing/sentences'

/** A sentence to mend at once, on this page alone: nothing is sent. */
export function TryCard({ sentence }: { sentence: TrySentence }) {
  const { t, i18n } = useLingui()
  const [picked, setPicked] = useState<string | null>(null)
  const choice = sentence.choices.find(({ from }) => from === picked)
  const [before = '', after = ''] = choice ? sentence.text.split(choice.from) : []
  const language = languageName(sentence.lang, i18n.locale)
  return (
    <div className="card try stack s3">
      <div className="row">
        <Avatar seed={sentence.learner.seed} name={sentence.learner.name} />
        <div className="grow">
          <h2 className="b">
            <Trans>한번 고쳐 볼래요?</Trans>
          </h2>
          <p className="meta">
            <Trans>
              <span lang={sentence.learner.lang}>{sentence.learner.name}</span> 님이 배우는 <LanguageWord side="give">{language}</LanguageWord> 문장이에요.
            </Trans>
          </p>
        </div>
      </div>
      <p className="say give full" lang={sentence.lang}>
        {sentence.text}
      </p>
      <Choices legend={t`고칠 곳`} hideLegend>
        {sentence.choices.map(({ from, to }) => (
          <Chip key={from} kind="one" name="fix" checked={picked === from} onChange={() => setPicked(from)}>
            <span lang={sentence.lang}>
              {from} → {to}
            </span>
          </Chip>
        ))}
      </Choices>
      <div role="status">
        {!choice && (
          <p className="meta">
            <Trans>하나 골라 보세요. 가입하기 전에는 아무것도 보내지 않아요.</Trans>
          </p>
        )}
        {choice?.right === false && (
          <p className="meta">
            <Trans>거기는 그대로 두어도 괜찮아요. 다른 곳을 볼까요?</Trans>
          </p>
        )}
        {choice?.right && (
          <Correction
            side="give"
            lang={sentence.lang}
            why={sentence.lang === 'ko' ? t`‘먹다’의 대상에는 을/를을 써요.` : t`‘very’는 동사를 꾸미지 못해요. ‘really’를 써요.`}
          >
            {before}
            <del>{choice.from}</del> <ins>{choice.to}</ins>
            {after}
          </Correction>
        )}
      </div>
    </div>
  )
}
