import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { languageOf } from '#chat/language'
import { Avatar } from '#ui/avatar.tsx'
import { buttonClass } from '#ui/button.tsx'
import { Cloth } from '#ui/cloth.tsx'
import { LanguagePair } from '#ui/language.tsx'
import { CardSkeleton } from '#ui/skeleton.tsx'
import { useLastWords } from '#home/last-words'
import type { NextThing } from '#home/next-thing'

/** The one next real thing of home: who it is about, in their own words, and one button. */
export function NextCard({ thing }: { thing: NextThing }) {
  const { t } = useLingui()
  const lastWords = useLastWords()
  if (thing.kind === 'looking') return <CardSkeleton count={1} />
  if (thing.kind === 'introduce' || thing.kind === 'find') {
    const isFirst = thing.kind === 'introduce'
    return (
      <section className="card sewn stack s5" aria-label={t`다음 할 일`}>
        <div className="max-w-60">
          <Cloth seed={isFirst ? 'introduce' : 'find somebody'} width={240} height={120} hot={isFirst ? 'learn' : 'both'} />
        </div>
        <p className="two">
          {isFirst ? (
            <Trans>누구와 무슨 말을 나눌지 알면 맞는 사람을 찾을 수 있어요. 2분이면 끝나요.</Trans>
          ) : (
            <Trans>나와 서로의 말을 배우는 사람들을, 왜 맞는지와 함께 보여 드려요.</Trans>
          )}
        </p>
        <div>
          <Link className={buttonClass({ kind: 'go' })} to={isFirst ? '/welcome' : '/find'}>
            {isFirst ? t`소개 마저 채우기` : t`짝 찾기`}
          </Link>
        </div>
      </section>
    )
  }
  const who = thing.kind === 'greeting' ? thing.request.person : thing.room.partner
  const [learning] = who.learningLanguages
  const words = thing.kind === 'greeting' ? thing.request.message : thing.room.lastMessage && lastWords(thing.room.lastMessage)
  const likely = [who.nativeLanguage, ...who.learningLanguages.map(({ code }) => code)].filter((code) => code !== null)
  return (
    <section className="card sewn stack" aria-label={t`다음 할 일`}>
      <div className="row">
        <Avatar seed={who.userId} name={who.displayName} image={who.profileImage} size="m" />
        <div className="grow">
          <b>{who.displayName}</b>
          {who.nativeLanguage && learning && (
            <p className="meta">
              <LanguagePair speaks={who.nativeLanguage} learns={learning.code} level={learning.level} />
            </p>
          )}
        </div>
      </div>
      {words !== null && (
        <p className="study line-clamp-4 break-words whitespace-pre-wrap" lang={languageOf(words, likely) ?? undefined} dir="auto">
          {words}
        </p>
      )}
      <div>
        {thing.kind === 'greeting' ? (
          <Link className={buttonClass({ kind: 'go' })} to="/requests">
            <Trans>인사 보기</Trans>
          </Link>
        ) : (
          <Link className={buttonClass({ kind: 'go' })} to="/chat/$roomId" params={{ roomId: thing.room.roomId }}>
            {thing.kind === 'unread' ? t`읽으러 가기` : t`이어서 이야기하기`}
          </Link>
        )}
      </div>
    </section>
  )
}
