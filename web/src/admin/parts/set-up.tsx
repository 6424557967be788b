import { Trans, useLingui } from '@lingui/react/macro'
import type { Installation } from '@studymate/contract/installation'
import { Names, StateRow } from '#admin/parts/state-row.tsx'

function isLocal(url: string): boolean {
  return /^http:\/\/(?:127\.|localhost|\[::1\])/.test(url)
}

/** What is switched on, what it means, and how to switch the rest on. */
export function SetUp({ of }: { of: Installation }) {
  const { t } = useLingui()
  const { address, operator, mail, ai, turn, providers, isDemo } = of
  const url = address.url
  const from = mail.from
  const transports = { smtp: t`SMTP 서버로 보내요`, http: t`HTTP 서비스로 보내요`, outbox: t`보내지 않고 파일로 남겨요`, none: t`보낼 길이 없어요` }
  const named = (server: { engine: string; model: string } | null) => (server ? `${server.engine} · ${server.model}` : t`없어요`)
  const names = { google: 'Google', naver: t`네이버`, kakao: t`카카오`, oidc: 'OpenID' }
  const hasMail = mail.transport === 'smtp' || mail.transport === 'http'
  const transcribes = named(ai.transcribe)
  const evaluates = named(ai.evaluate)
  return (
    <section className="card stack s2" aria-labelledby="set-up">
      <h2 className="h3" id="set-up">
        <Trans>켜진 것과 꺼진 것</Trans>
      </h2>
      <p className="meta">
        <Trans>설정은 서버를 시작할 때 환경 변수로 읽어요. 바꾼 뒤에는 다시 시작해 주세요.</Trans>
      </p>
      <ul className="list">
        {isDemo && (
          <StateRow state="act" label={t`둘러보기용 데이터`} word={t`사람들이 모두 지어낸 것이에요`}>
            <p>
              <Trans>진짜로 쓰려면 다른 폴더로 시작해 주세요.</Trans>
            </p>
            <Names of={['DATA_DIR']} />
          </StateRow>
        )}
        <StateRow state={isLocal(url) ? 'off' : 'good'} label={t`사이트 주소`} word={url}>
          {isLocal(url) && <Trans>이 컴퓨터에서만 열리는 주소예요. 메일의 링크가 밖에서 열리게 하려면 정해 주세요.</Trans>}
          {!address.isChosen && <Names of={['PUBLIC_URL']} />}
        </StateRow>
        <StateRow state={operator.name && operator.email ? 'good' : 'act'} label={t`운영자`} word={operator.name ?? t`밝히지 않았어요`}>
          {operator.email ?? (
            <>
              <p>
                <Trans>약관과 개인정보 안내에 이름과 연락처가 나와야 사람들이 믿고 물어볼 수 있어요.</Trans>
              </p>
              <Names of={['OPERATOR_NAME', 'OPERATOR_EMAIL']} />
            </>
          )}
        </StateRow>
        <StateRow state={hasMail ? 'good' : mail.transport === 'none' ? 'act' : 'off'} label={t`메일`} word={transports[mail.transport]}>
          {hasMail ? (
            <p>
              <Trans>보내는 사람: {from}. 이메일을 확인하지 않은 사람은 인사를 보낼 수 없어요.</Trans>
            </p>
          ) : (
            <>
              <p>
                <Trans>비밀번호 링크를 받지 못하는 사람에게는 npm run admin -- reset-password 로 링크를 만들어 주세요. 이메일 확인은 요구하지 않아요.</Trans>
              </p>
              <Names of={['SMTP_URL', 'MAIL_API_URL', 'MAIL_FROM']} />
            </>
          )}
        </StateRow>
        <StateRow state={ai.missing.length === 0 ? 'good' : 'off'} label={t`AI 엔진`} word={ai.transcribe ? transcribes : t`내장된 것만`}>
          <p>
            <Trans>
              받아쓰기: {transcribes} / 평가: {evaluates}
            </Trans>
          </p>
          {ai.missing.length > 0 && (
            <>
              <p>
                <Trans>유창성, 어휘, 문법은 AI 없이도 재요. 나머지는 이것이 있어야 해요.</Trans>
              </p>
              <Names of={ai.missing} />
            </>
          )}
        </StateRow>
        <StateRow state={turn.turn > 0 ? 'good' : 'off'} label={t`통화 중계(TURN)`} word={turn.turn > 0 ? t`켜졌어요` : t`꺼졌어요`}>
          {turn.turn === 0 && (
            <>
              <p>
                <Trans>같은 네트워크 안의 통화는 되지만, 서로 다른 네트워크의 통화는 이어지지 않을 때가 있어요.</Trans>
              </p>
              <Names of={['STUN_URLS', 'TURN_URLS', 'TURN_SECRET']} />
            </>
          )}
          {turn.turn > 0 && !turn.hasSecret && (
            <>
              <p>
                <Trans>비밀이 없어서 중계 서버가 받아 주지 않을 수 있어요.</Trans>
              </p>
              <Names of={['TURN_SECRET']} />
            </>
          )}
        </StateRow>
        {providers.map(({ provider, isOn, callbackUrl, settings }) => {
          const name = names[provider]
          return (
            <StateRow key={provider} state={isOn ? 'good' : 'off'} label={t`${name} 로그인`} word={isOn ? t`켜졌어요` : t`꺼졌어요`}>
              {isOn ? (
                <p>
                  <Trans>돌아오는 주소: {callbackUrl}</Trans>
                </p>
              ) : (
                <>
                  <p>
                    <Trans>공급자에 앱을 만들고 돌아오는 주소로 {callbackUrl} 을 등록한 뒤 정해 주세요.</Trans>
                  </p>
                  <Names of={settings} />
                </>
              )}
            </StateRow>
          )
        })}
      </ul>
    </section>
  )
}
