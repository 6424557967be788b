import { Trans, useLingui } from '@lingui/react/macro'
import type { KeptKey, KeptLine } from '#legal/kept'

/** What is kept, each with how long. */
export function KeptList({ lines }: { lines: readonly KeptLine[] }) {
  const { t } = useLingui()
  const words: Record<KeptKey, string> = {
    account: t`계정: 이메일, 이름, 태어난 해, 언어와 시간대, 설정, 이어 둔 로그인`,
    proof: t`비밀번호와 2단계 인증: 되돌릴 수 없는 값이나 잠근 값으로만`,
    profile: t`프로필: 소개, 사진, 배우는 언어와 수준, 관심사, 비는 시간`,
    matching: t`짝 찾기: 찾기에 쓰는 색인, 누구와 짝인지`,
    requests: t`주고받은 인사: 끝난 뒤`,
    messages: t`대화: 쓴 글과 고친 글, 반응, 어디까지 읽었는지`,
    bell: t`알림`,
    calls: t`통화: 언제 누구와 몇 분. 소리와 화면은 보관하지 않아요`,
    tests: t`수준 시험의 결과와 근거`,
    unfinished: t`마치지 않은 수준 시험`,
    audio: t`수준 시험의 녹음: 결과가 나온 뒤`,
    activity: t`활동 기록: 공부한 날과 횟수, AI를 쓴 양, 마지막으로 들어온 때`,
    devices: t`로그인한 기기: 마지막으로 쓴 뒤`,
    history: t`로그인 기록: 기기, 네트워크 주소, 지역`,
    address: t`이메일 주소를 바꾼 기록`,
    short: t`로그인 토큰, 메일 링크처럼 잠깐 쓰는 것: 되돌릴 수 없는 값으로만`,
    safety: t`차단 목록`,
    reports: t`신고와 신고한 내용: 처리가 끝난 뒤`,
  }
  return (
    <dl className="list">
      {lines.map(({ key, days }) => (
        <div className="li wrap items-baseline" key={key}>
          <dt className="grow">{words[key]}</dt>
          <dd className="meta num">
            {days === null ? <Trans>계정이 있는 동안</Trans> : key === 'short' ? <Trans>길어도 {days}일</Trans> : <Trans>{days}일</Trans>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
