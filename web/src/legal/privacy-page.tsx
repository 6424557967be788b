import { Trans, useLingui } from '@lingui/react/macro'
import { KEPT } from '#legal/kept'
import { KeptList } from '#legal/parts/kept-list.tsx'
import { LegalPage, Part, Points } from '#legal/parts/legal-page.tsx'

/** What is kept of people, how long, and who sees it. It follows the registry of data: a test fails where it does not. */
export function PrivacyPage() {
  const { t } = useLingui()
  return (
    <LegalPage
      title={t`무엇을 얼마나 보관하는지 다 적었어요.`}
      lead={<Trans>광고에 쓰거나 팔지 않아요. 쿠키로 따라다니지 않아요. 서비스가 사람에 대해 보관하는 것은 아래가 전부예요.</Trans>}
    >
      <Part title={<Trans>보관하는 것과 기간</Trans>}>
        <KeptList lines={KEPT} />
      </Part>
      <Part title={<Trans>누가 보나요</Trans>}>
        <Points>
          <li>
            <Trans>찾기에 나오는 사람들: 부르는 이름, 사진, 언어와 수준, 관심사, 소개, 나라나 지역. 태어난 해는 보이지 않아요.</Trans>
          </li>
          <li>
            <Trans>짝이 된 사람: 서로 쓴 글, 접속했는지. 이메일과 전화번호는 보이겠다고 고른 때만이에요.</Trans>
          </li>
          <li>
            <Trans>차단한 사람: 아무것도 볼 수 없어요. 설정의 공개 범위에서 모두에게 감출 수도 있어요.</Trans>
          </li>
          <li>
            <Trans>운영자: 데이터가 운영자의 컴퓨터에 있어요. 글은 종단 간 암호화가 아니어서, 운영자는 기술적으로 읽을 수 있어요.</Trans>
          </li>
        </Points>
      </Part>
      <Part title={<Trans>밖으로 나가는 것</Trans>}>
        <Points>
          <li>
            <Trans>통화는 두 브라우저를 바로 이어요. 그래서 상대가 내 네트워크 주소를 알 수 있어요.</Trans>
          </li>
          <li>
            <Trans>운영자가 AI 서버나 메일 서버를 정했다면, 수준 시험의 녹음과 글, 메일이 그 서버로 가요.</Trans>
          </li>
          <li>
            <Trans>Google, 네이버, 카카오로 로그인하면 그 회사는 내가 여기 들어온 것을 알아요.</Trans>
          </li>
        </Points>
      </Part>
      <Part title={<Trans>내가 할 수 있는 일</Trans>}>
        <Points>
          <li>
            <Trans>프로필, 사진, 공개 범위, 알림은 언제든 고칠 수 있어요.</Trans>
          </li>
          <li>
            <Trans>계정을 통째로 내려받거나 지우는 화면은 아직 없어요. 그때까지는 운영자에게 말해 주세요.</Trans>
          </li>
          <li>
            <Trans>지운 것은 밤마다 저장 장치에서도 덮어써요. 운영자가 미리 떠 둔 백업에는 남아 있을 수 있어요.</Trans>
          </li>
        </Points>
      </Part>
    </LegalPage>
  )
}
