import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { waitingTimeQuery } from '#find/queries'
import { useMatchWords } from '#find/words'

const COUNTED = 1_000
/** From this many times the other side on, one's own side is told that it waits. */
const MANY_TIMES = 3

/** Says honestly how many look for whom, and how long hellos took; only from what happened here. */
export function Waiting() {
  const { i18n } = useLingui()
  const { language, sayTook } = useMatchWords()
  const { data } = useQuery(waitingTimeQuery())
  if (!data) return null
  const [mine, theirs] = [language(data.speaks), language(data.learns)]
  const count = (n: number) => new Intl.NumberFormat(i18n.locale).format(n) + (n === COUNTED ? '+' : '')
  const [likeMe, forMe] = [count(data.likeMe), count(data.forMe)]
  const took = data.medianMinutes === null ? null : sayTook(data.medianMinutes)
  return (
    <p className="meta">
      <Trans>
        {mine}를 쓰고 {theirs}를 배우는 사람이 {likeMe}명, {theirs}를 쓰고 {mine}를 배우는 사람이 {forMe}명 있어요.
      </Trans>{' '}
      {data.likeMe >= MANY_TIMES * Math.max(1, data.forMe) && (
        <>
          <Trans>내 쪽이 세 배 이상이라 답을 오래 기다릴 수 있어요.</Trans>{' '}
        </>
      )}
      {took === null ? (
        <Trans>답이 얼마나 걸리는지는 아직 말할 만큼 모이지 않았어요.</Trans>
      ) : (
        <Trans>
          최근 30일에 이어진 인사 <Plural value={data.accepted} other="#개" />의 절반은 {took} 안에 답을 받았어요.
        </Trans>
      )}
    </p>
  )
}
