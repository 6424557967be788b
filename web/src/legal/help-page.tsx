import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { LegalPage, Part } from '#legal/parts/legal-page.tsx'

/** How things are done here: the questions of a first week. */
export function HelpPage() {
  const { t } = useLingui()
  return (
    <LegalPage title={t`처음 한 주에 많이 묻는 것들이에요.`} lead={<Trans>여기 없는 것은 아래 운영자에게 물어봐 주세요.</Trans>}>
      <Part title={<Trans>짝을 찾고 싶어요</Trans>}>
        <p>
          <Trans>소개를 마치면 찾기에 나와 맞는 사람이 보여요. 이유를 읽고, 마음이 가는 한 사람에게 인사를 보내 보세요. 상대가 받으면 대화방이 열려요.</Trans>
        </p>
      </Part>
      <Part title={<Trans>찾기에 아무도 없어요</Trans>}>
        <p>
          <Trans>거르는 조건을 하나씩 풀어 보세요. 태어난 해가 없으면 아무도 보이지 않아요. 서로의 말을 배우는 사람이 아직 없을 수도 있어요.</Trans>
        </p>
      </Part>
      <Part title={<Trans>메일이 안 와요</Trans>}>
        <p>
          <Trans>
            스팸함을 먼저 봐 주세요. 한 주소에 한 시간에 다섯 통까지 보내요. 그래도 없으면 운영자에게 물어봐 주세요. 새 비밀번호 링크를 직접 줄 수 있어요.
          </Trans>
        </p>
      </Part>
      <Part title={<Trans>마이크나 카메라가 안 돼요</Trans>}>
        <p>
          <Trans>
            주소창의 자물쇠에서 허용해 주세요. 다른 프로그램이 쓰고 있으면 먼저 꺼 주세요. 주소가 https로 시작하지 않으면 브라우저가 마이크를 주지 않아요.
          </Trans>
        </p>
      </Part>
      <Part title={<Trans>통화가 이어지지 않아요</Trans>}>
        <p>
          <Trans>
            두 사람의 네트워크가 서로 닿지 못하는 때가 있어요. 다른 와이파이나 휴대전화 데이터로 바꿔 보세요. 자리는 60초 동안 지켜지니 새로 고쳐도 괜찮아요.
          </Trans>
        </p>
      </Part>
      <Part title={<Trans>점수가 “—”로 나와요</Trans>}>
        <p>
          <Trans>잴 수 없는 것은 지어내지 않아요. 점수 옆에 이유가 적혀 있어요. 발음은 소리를 듣는 엔진이 있어야 잴 수 있어요.</Trans>
        </p>
      </Part>
      <Part title={<Trans>2단계 인증 기기를 잃어버렸어요</Trans>}>
        <p>
          <Trans>켤 때 받은 백업 코드 열 개 가운데 하나를 쓰면 들어올 수 있어요. 한 코드는 한 번만 쓸 수 있어요. 코드도 없으면 운영자에게 말해 주세요.</Trans>
        </p>
      </Part>
      <Part title={<Trans>누가 나를 불편하게 해요</Trans>}>
        <p>
          <Link className="link" to="/safety">
            <Trans>차단하고 신고하는 법</Trans>
          </Link>
        </p>
      </Part>
    </LegalPage>
  )
}
