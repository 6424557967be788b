import { Trans, useLingui } from '@lingui/react/macro'
import { Image, Plus } from 'lucide-react'
import { useState } from 'react'
import { Avatar } from '#ui/avatar.tsx'
import { Bubble, Correction, Divider, TypingLine } from '#ui/bubble.tsx'
import { Button, IconButton } from '#ui/button.tsx'
import { Composer } from '#ui/composer.tsx'
import { languageName } from '#ui/language.tsx'
import { Voice } from '#ui/voice.tsx'
import { Section } from '#kit/parts/section.tsx'

const PEAKS = [0.2, 0.5, 0.9, 0.6, 1, 0.7, 0.3, 0.5, 0.8, 0.4, 0.6, 0.9, 0.5, 0.2, 0.4, 0.7, 0.9, 0.6, 0.8, 0.3, 0.1, 0.5, 0.7, 0.9, 0.4, 0.6, 0.3, 0.2]

/** Bubbles in every state, dividers, corrections, the composer. */
export function ChatKit() {
  const { t, i18n } = useLingui()
  const [draft, setDraft] = useState('')
  const [sent, setSent] = useState<readonly string[]>([])
  const [heard, setHeard] = useState({ at: 6, isPlaying: false, rate: 1 })
  const name = (code: string) => languageName(code, i18n.locale)
  return (
    <Section title={t`말풍선과 고친 문장`} rule={t`쪽은 누구인지, 색은 어느 말인지. 다른 언어는 회색.`}>
      <div className="flex flex-col gap-1">
        <Divider>
          <Trans>11월 25일 수요일</Trans>
        </Divider>
        <Bubble mine={false} lang="en" side="learn" language={name('en')} time="20:51">
          Could you say that again?
        </Bubble>
        <Bubble mine first lang="ko" side="give" language={name('ko')} time="20:52" readBy={<Avatar seed="emma" name="Emma" size="s" />}>
          천천히 말해 줘서 고마워요.
        </Bubble>
        <Bubble mine lang="fr" side={null} time="20:53">
          Merci !
        </Bubble>
        <Divider unread>
          <Trans>여기부터 새 메시지</Trans>
        </Divider>
        <Bubble mine lang="en" side="learn" language={name('en')} time="20:54" delivery="sending">
          I’ll bring the book.
        </Bubble>
        <Bubble mine lang="en" side="learn" language={name('en')} time="20:55" delivery="queued">
          See you on Thursday.
        </Bubble>
        <Bubble
          mine
          lang="ko"
          side="give"
          language={name('ko')}
          time="20:56"
          delivery="failed"
          actions={
            <>
              <Button small>
                <Trans>다시 보내기</Trans>
              </Button>
              <Button small kind="quiet">
                <Trans>지우기</Trans>
              </Button>
            </>
          }
        >
          내일 봐요!
        </Bubble>
        <Bubble mine={false} lang={null} side={null} time="20:57">
          <Voice
            duration={14}
            peaks={PEAKS}
            bars={PEAKS.length}
            {...heard}
            onToggle={() => setHeard({ ...heard, isPlaying: !heard.isPlaying })}
            onSeek={(at) => setHeard({ ...heard, at })}
            onRate={() => setHeard({ ...heard, rate: heard.rate === 1 ? 1.5 : 1 })}
          />
        </Bubble>
        <TypingLine name="Emma" />
      </div>
      <div className="stack s3">
        <Correction
          side="learn"
          lang="en"
          by={t`Emma 님이 고쳐 줬어요`}
          why={t`‘look forward to’ 다음에는 -ing를 써요.`}
          actions={
            <>
              <Button small>
                <Trans>다시 써 볼게요</Trans>
              </Button>
              <Button small kind="quiet">
                <Trans>고마워요</Trans>
              </Button>
            </>
          }
        >
          I’m looking forward to <del>see</del> <ins>seeing</ins> you.
        </Correction>
        <Correction side="give" lang="ko" by={t`내가 고쳐 줬어요`}>
          어제 <del>친구가</del> <ins>친구를</ins> 만났어요.
        </Correction>
        <div className="card p-0">
          <div className="flex flex-col p-4">
            {sent.map((text, at) => (
              <Bubble key={at} mine lang={null} side={null} time="21:00">
                {text}
              </Bubble>
            ))}
          </div>
          <Composer
            value={draft}
            onChange={setDraft}
            maxLength={2000}
            placeholder={t`인사 한마디면 충분해요.`}
            onSend={(text) => {
              setSent([...sent.slice(-3), text])
              setDraft('')
            }}
          />
        </div>
        <Composer
          value=""
          onChange={() => undefined}
          onSend={() => undefined}
          maxLength={2000}
          placeholder={t`인사 한마디면 충분해요.`}
          blocked={t`이 대화는 닫혔어요.`}
          tools={<IconButton label={t`더하기`}>{draft === '' ? <Plus /> : <Image />}</IconButton>}
        />
      </div>
    </Section>
  )
}
