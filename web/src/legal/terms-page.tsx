import { Trans, useLingui } from '@lingui/react/macro'
import { LegalPage, Part, Points } from '#legal/parts/legal-page.tsx'

/** What one agrees to by joining, in plain words. */
export function TermsPage() {
  const { t } = useLingui()
  return (
    <LegalPage
      title={t`서로 배우기 위한 약속이에요.`}
      lead={<Trans>StudyMate는 서로의 말을 배우는 두 사람을 이어 줘요. 여기 적힌 약속은 이 사이트를 운영하는 곳과 나 사이의 것이에요.</Trans>}
    >
      <Part title={<Trans>누가 쓸 수 있나요</Trans>}>
        <Points>
          <li>
            <Trans>만 14세부터 가입할 수 있어요. 14세에서 17세는 같은 나이대끼리만 만나요.</Trans>
          </li>
          <li>
            <Trans>계정은 한 사람의 것이에요. 태어난 해는 사실대로 적어 주세요. 한번 정하면 운영자만 바꿀 수 있어요.</Trans>
          </li>
          <li>
            <Trans>비밀번호는 다른 사람에게 알려 주지 마세요. 이상한 로그인이 보이면 설정의 보안에서 바로 끊을 수 있어요.</Trans>
          </li>
        </Points>
      </Part>
      <Part title={<Trans>서로 지킬 것</Trans>}>
        <Points>
          <li>
            <Trans>시간은 반반이에요. 내가 배우는 말만큼 상대가 배우는 말로도 이야기해요.</Trans>
          </li>
          <li>
            <Trans>괴롭힘, 성적인 말, 혐오, 사칭, 광고, 돈이나 다른 곳으로 꾀는 일은 안 돼요.</Trans>
          </li>
          <li>
            <Trans>상대의 글과 목소리를 허락 없이 녹음하거나 다른 곳에 올리지 않아요.</Trans>
          </li>
          <li>
            <Trans>서비스를 망가뜨리거나, 남의 계정에 들어가려 하거나, 사람들의 정보를 모아 가지 않아요.</Trans>
          </li>
        </Points>
      </Part>
      <Part title={<Trans>내가 쓴 것</Trans>}>
        <Points>
          <li>
            <Trans>쓴 글과 녹음은 내 것이에요. 서비스는 보여 주고 옮기는 데 필요한 만큼만 써요.</Trans>
          </li>
          <li>
            <Trans>내 개인정보가 어떻게 보관되는지는 개인정보 안내에 있어요.</Trans>
          </li>
        </Points>
      </Part>
      <Part title={<Trans>운영자가 할 수 있는 일</Trans>}>
        <Points>
          <li>
            <Trans>신고를 살펴보고, 약속을 어긴 계정을 멈출 수 있어요.</Trans>
          </li>
          <li>
            <Trans>서비스는 무료이고, 늘 켜져 있다고 약속하지는 못해요. 수준 시험의 점수는 공인 성적이 아니에요.</Trans>
          </li>
          <li>
            <Trans>약속이 바뀌면 이 페이지에 적어요. 이미 시작한 일에 거슬러 적용하지 않아요.</Trans>
          </li>
        </Points>
      </Part>
    </LegalPage>
  )
}
