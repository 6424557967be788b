import { Trans, useLingui } from '@lingui/react/macro'
import type { ComponentType, ReactNode } from 'react'
import type { Locale } from '#app/preferences'
import { useTitle } from '#app/title'
import { buttonClass } from '#ui/button.tsx'
import { Cloth, Mark } from '#ui/cloth.tsx'
import { languageName } from '#ui/language.tsx'
import { Seam } from '#ui/seam.tsx'
import { useHealth } from '#landing/health'
import { HealthLine } from '#landing/parts/health-line.tsx'
import { TryCard } from '#landing/parts/try-card.tsx'
import { TRY } from '#landing/sentences'

interface LandingProps {
  locale: Locale
  /** Asked to speak the other language. */
  onSpeak: (locale: Locale) => void
  /** A link to another page: the app's own inside it, a plain one on the page that stands alone. */
  anchor: ComponentType<{ href: string; className: string; children: ReactNode }>
}

/** The door: the promise, a correction to try at once, three reasons, and how the service is. */
export function LandingPage({ locale, onSpeak, anchor: Anchor }: LandingProps) {
  const { t, i18n } = useLingui()
  const { status, at } = useHealth()
  useTitle(t`절반은 영어로, 절반은 한국어로`)
  const learn = locale === 'ko' ? 'en' : 'ko'
  const other = locale === 'ko' ? 'en' : 'ko'
  const clock = at === null ? '' : new Intl.DateTimeFormat(i18n.locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)
  return (
    <div className="door">
      <header className="plain-top">
        <Anchor className="brand" href="/">
          <Mark />
          StudyMate
        </Anchor>
        <Anchor className={`${buttonClass({ kind: 'quiet' })} ml-auto`} href="/sign-in">
          <Trans>로그인</Trans>
        </Anchor>
      </header>
      <main>
        <section className="hero">
          <div className="stack s5">
            <h1>
              <Trans>
                절반은 영어로,
                <br />
                절반은 한국어로.
              </Trans>
            </h1>
            <p className="lead">
              <Trans>서로의 말을 배우는 두 사람이 시간을 똑같이 나눠요. 문장을 고쳐 주고, 통화가 끝나면 남길 말만 남겨요.</Trans>
            </p>
            <div className="max-w-105">
              <Seam learn={learn} give={locale} learnMinutes={30} giveMinutes={30} />
            </div>
            <div className="row wrap">
              <Anchor className={buttonClass({ kind: 'go' })} href="/sign-up">
                <Trans>시작하기</Trans>
              </Anchor>
              <span className="meta">
                <Trans>무료예요. 만 14세부터 쓸 수 있어요.</Trans>
              </span>
            </div>
          </div>
          <div className="hero-cloth">
            <Cloth seed="together" width={560} height={520} count={9} hot="both" inset={6} cover />
            <TryCard key={locale} sentence={TRY[locale]} />
          </div>
        </section>
        <section className="trio">
          <div className="stack s3">
            <div className="fig">
              <Seam learn={learn} give={locale} learnMinutes={28} giveMinutes={32} words="bare" />
            </div>
            <h2 className="h3">
              <Trans>시간은 반반이에요</Trans>
            </h2>
            <p className="two">
              <Trans>통화 위의 이음선이 두 언어의 시간을 보여 줘요. 바꿀 때가 되면 알려 주고, 말을 끊지는 않아요.</Trans>
            </p>
          </div>
          <div className="stack s3">
            <div className="fig">
              <p className="study" lang={learn}>
                {learn === 'en' ? (
                  <>
                    “I <u>would have called</u> you.”
                  </>
                ) : (
                  <>
                    “어제 <u>만났던</u> 친구예요.”
                  </>
                )}
              </p>
            </div>
            <h2 className="h3">
              <Trans>점수에는 근거가 있어요</Trans>
            </h2>
            <p className="two">
              <Trans>내가 한 말을 그대로 인용하고, 어떤 엔진이 쟀는지 밝혀요. 모르는 점수는 “—”로 남겨요.</Trans>
            </p>
          </div>
          <div className="stack s3">
            <div className="fig">
              <p className="say give">
                <Trans>안녕하세요, 반가워요.</Trans>
              </p>
            </div>
            <h2 className="h3">
              <Trans>첫인사는 글 한마디예요</Trans>
            </h2>
            <p className="two">
              <Trans>받기 전에는 사진도 링크도 오지 않아요. 어디서든 두 번 눌러 차단할 수 있어요.</Trans>
            </p>
          </div>
        </section>
      </main>
      <footer className="foot">
        <HealthLine status={status} at={clock} />
        <a className="link tap" href="/safety">
          <Trans>안전</Trans>
        </a>
        <a className="link tap" href="/help">
          <Trans>도움말</Trans>
        </a>
        <a className="link tap" href="/terms">
          <Trans>이용 규칙</Trans>
        </a>
        <a className="link tap" href="/privacy">
          <Trans>개인정보 안내</Trans>
        </a>
        <a className="link tap" href="/docs">
          <Trans>API 문서</Trans>
        </a>
        <button type="button" className="link tap" lang={other} onClick={() => onSpeak(other)}>
          {languageName(other, other)}
        </button>
      </footer>
    </div>
  )
}
