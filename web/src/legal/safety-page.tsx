import { Trans, useLingui } from '@lingui/react/macro'
import { LegalPage, Part, Points } from '#legal/parts/legal-page.tsx'

/** How people are kept safe here, and what to do when something is wrong. */
export function SafetyPage() {
  const { t } = useLingui()
  return (
    <LegalPage title={t`불편하면 바로 멈춰도 돼요.`} lead={<Trans>대답하지 않아도, 도중에 나가도 괜찮아요. 이유를 말할 필요도 없어요.</Trans>}>
      <Part title={<Trans>차단하고 신고하기</Trans>}>
        <Points>
          <li>
            <Trans>사람이 보이는 곳마다 점 세 개가 있어요. 두 번 누르면 차단돼요. 상대는 알 수 없고, 서로 보이지 않아요.</Trans>
          </li>
          <li>
            <Trans>신고하면 그때 본 글이 함께 남아요. 상대가 지워도 사라지지 않아요. 누가 신고했는지는 알려 주지 않아요.</Trans>
          </li>
          <li>
            <Trans>차단은 설정의 공개 범위와 차단에서 되돌릴 수 있어요.</Trans>
          </li>
        </Points>
      </Part>
      <Part title={<Trans>처음 만나는 사람과는</Trans>}>
        <Points>
          <li>
            <Trans>첫인사는 글 한마디예요. 받기 전에는 사진, 링크, 음성이 오지 않아요.</Trans>
          </li>
          <li>
            <Trans>전화번호, 집이나 학교 주소, 비밀번호는 알려 주지 마세요. 돈을 부탁하면 신고해 주세요.</Trans>
          </li>
          <li>
            <Trans>통화는 소리만으로 시작해도 돼요. 카메라와 마이크는 꺼진 채로 들어가요.</Trans>
          </li>
          <li>
            <Trans>직접 만나기로 했다면 사람이 많은 곳에서, 믿을 만한 사람에게 알리고 만나요.</Trans>
          </li>
        </Points>
      </Part>
      <Part title={<Trans>만 18세가 안 됐다면</Trans>}>
        <Points>
          <li>
            <Trans>14세에서 17세는 같은 나이대끼리만 서로 보이고 이어져요. 어른의 찾기에는 나오지 않아요.</Trans>
          </li>
          <li>
            <Trans>프로필은 짝에게만 보이고, 마지막으로 들어온 때는 보이지 않아요. 밤 10시부터 아침 7시까지는 알림이 조용해요.</Trans>
          </li>
          <li>
            <Trans>나이를 속인 것 같은 사람을 보면 신고해 주세요. 믿을 만한 어른에게 말하는 것도 좋아요.</Trans>
          </li>
        </Points>
      </Part>
      <Part title={<Trans>급할 때</Trans>}>
        <p>
          <Trans>
            누군가 위험하다면 먼저 112(경찰)나 119(구급)에 전화해 주세요. 한국 밖이라면 그 나라의 긴급 번호로요. 청소년 상담은 1388, 마음이 힘들 때는 109가 하루
            내내 받아요.
          </Trans>
        </p>
      </Part>
    </LegalPage>
  )
}
