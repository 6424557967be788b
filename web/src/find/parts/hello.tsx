import { Trans, useLingui } from '@lingui/react/macro'
import { Plus } from 'lucide-react'
import { HELLO_LENGTH } from '@studymate/contract/matching'
import type { MatchProfile } from '@studymate/contract/matching'
import { codePoints } from '@studymate/contract/values'
import { useDraft } from '#app/draft'
import { FormError } from '#app/form-error.tsx'
import { ResendMail } from '#app/resend-mail.tsx'
import { useSentence } from '#app/sentence'
import { useOnline } from '#app/online'
import { HelloDraft } from '#find/hello.schema'
import { helloTongue, openersFor } from '#find/openers'
import { HALF_HOUR, languagesOf } from '#find/parts/person-card.tsx'
import { useAsk, useOpenRoom } from '#find/requests'
import { useMatchWords } from '#find/words'
import { Button } from '#ui/button.tsx'
import { TextArea } from '#ui/field.tsx'
import { languageName } from '#ui/language.tsx'
import { problemOf } from '#ui/problem'
import { Seam } from '#ui/seam.tsx'

/** Writes the first hello: three openers to take, words that survive a failed send. */
export function Hello({ person }: { person: MatchProfile }) {
  const { t } = useLingui()
  const { tongue: own } = useMatchWords()
  const sentence = useSentence()
  const open = useOpenRoom()
  const online = useOnline()
  const [words, setWords, forget] = useDraft(`hello.${person.userId}`, HelloDraft, '')
  const ask = useAsk((room) => {
    forget()
    if (room) open(room.roomId)
  })
  const tongue = helloTongue(person, own)
  const pair = languagesOf(person.reasons)
  const length = codePoints(words.trim())
  const tooLong = length > HELLO_LENGTH
  const code = problemOf(ask.error).code
  const blocked = tooLong ? t`조금 줄여 주세요` : online ? null : t`이어지면 보낼 수 있어요`
  return (
    <aside className="card sewn stack self-start">
      <h2 className="h2">
        <Trans>인사 한마디면 충분해요</Trans>
      </h2>
      {pair && <Seam learn={pair.learn} give={pair.give} learnMinutes={HALF_HOUR} giveMinutes={HALF_HOUR} />}
      <div className="openers" role="group" aria-label={t`이렇게 시작해 볼까요?`}>
        {openersFor(person, tongue, languageName).map((opener) => (
          <button key={opener} type="button" lang={tongue} onClick={() => setWords(words.trim() === '' ? opener : `${words.trimEnd()} ${opener}`)}>
            <Plus className="s" />
            <span>{opener}</span>
          </button>
        ))}
      </div>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          if (!tooLong) ask.mutate({ userId: person.userId, message: words.trim() })
        }}
      >
        <TextArea
          label={t`내 인사`}
          value={words}
          rows={4}
          onChange={(event) => setWords(event.target.value)}
          help={
            <>
              <span className="num">
                <Trans>
                  {length} / {HELLO_LENGTH}자
                </Trans>
              </span>{' '}
              · <Trans>쓰던 글은 여기 남아요 · 받기 전에는 글만 보내요</Trans>
            </>
          }
          error={
            tooLong
              ? t`${HELLO_LENGTH}자까지 쓸 수 있어요. 지금 ${length}자예요.`
              : code === 'VALIDATION_ERROR'
                ? t`인사에는 링크를 넣을 수 없어요. 링크를 빼 주세요.`
                : undefined
          }
        />
        {ask.error && code !== 'VALIDATION_ERROR' && <FormError>{sentence(ask.error)}</FormError>}
        {code === 'EMAIL_NOT_VERIFIED' && (
          <>
            <p className="two">
              <Trans>가입할 때 확인 메일을 보냈어요. 메일의 링크를 열어 확인한 다음 다시 눌러 주세요. 쓰던 글은 그대로 있어요.</Trans>
            </p>
            <ResendMail />
          </>
        )}
        <Button kind="go" wide type="submit" busy={ask.isPending} blocked={blocked}>
          <Trans>인사 보내기</Trans>
        </Button>
      </form>
    </aside>
  )
}
