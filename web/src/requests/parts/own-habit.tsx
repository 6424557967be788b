import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Clock } from 'lucide-react'
import { useMatchWords } from '#find/words'
import { answeringQuery } from '#requests/queries'

/** How I answer, and how others read it; nothing while nobody has asked me. */
export function OwnHabit() {
  const { t } = useLingui()
  const { sayAnswers, sayTook } = useMatchWords()
  const { data } = useQuery(answeringQuery())
  if (!data || (data.asked === 0 && data.open < data.most)) return null
  const { asked, answered, open, most } = data
  const word = sayAnswers(data.shownAs)
  const took = data.medianMinutes === null ? null : sayTook(data.medianMinutes)
  const shown =
    word !== null
      ? t`다른 사람에게는 “${word}”로 보여요.`
      : data.reason === 'too-few'
        ? t`세 개부터 다른 사람에게 한마디로 보여요.`
        : t`다른 사람에게는 아무 말도 하지 않아요.`
  return (
    <p className="note pt-4">
      <Clock className="s" />
      <span>
        {open >= most && (
          <>
            <Trans>인사 {open}개가 기다려서 새 인사가 오지 않아요. 하나라도 답하면 다시 와요.</Trans>{' '}
          </>
        )}
        {asked > 0 && (
          <>
            {took === null ? (
              <Trans>
                지난 90일에 받은 인사 {asked}개 가운데 {answered}개에 답했어요.
              </Trans>
            ) : (
              <Trans>
                지난 90일에 받은 인사 {asked}개 가운데 {answered}개에, 보통 {took} 안에 답했어요.
              </Trans>
            )}{' '}
            {shown}
          </>
        )}
      </span>
    </p>
  )
}
