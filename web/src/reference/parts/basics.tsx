import { Trans } from '@lingui/react/macro'

/** What holds for every operation, said once. */
export function Basics() {
  return (
    <ul className="ref-basics two">
      <li>
        <Trans>
          모든 주소는 <code>/api/v1</code> 아래에 있어요. 본문은 <code>application/json</code>이고, 계약에 없는 필드가 있으면 거절해요.
        </Trans>
      </li>
      <li>
        <Trans>
          잘되면 <code>{'{ "success": true, "data": … }'}</code>, 아니면 <code>{'{ "success": false, "error": { "code", "message", "details" } }'}</code>를
          받아요.
        </Trans>
      </li>
      <li>
        <Trans>
          로그인이 필요한 곳에는 <code>Authorization: Bearer …</code>를 붙여요. 토큰은 한 시간 동안 쓰고 <code>/auth/refresh</code>로 이어요.
        </Trans>
      </li>
      <li>
        <Trans>
          오류 문장은 <code>Accept-Language</code>에 따라 한국어나 영어예요. 기본은 한국어예요.
        </Trans>
      </li>
      <li>
        <Trans>
          횟수 제한이 있는 곳은 <code>RateLimit-*</code> 머리글로 남은 횟수를 알려 줘요. 넘으면 429와 <code>Retry-After</code>예요.
        </Trans>
      </li>
      <li>
        <Trans>
          <code>POST</code>에 <code>Idempotency-Key</code>를 붙이면 같은 요청을 다시 보내도 한 번만 이루어져요. 답은 24시간 동안 남아요.
        </Trans>
      </li>
      <li>
        <Trans>
          시각은 UTC의 ISO 8601이고 밀리초까지 적어요. 모든 답에 <code>X-Request-Id</code>가 있어요.
        </Trans>
      </li>
      <li>
        <Trans>
          소켓은 <code>/ws/ticket</code>에서 받은 입장권을 <code>?ticket=</code>에 붙이거나, 첫 프레임 <code>CONNECT</code>에 담아 열어요.
        </Trans>
      </li>
    </ul>
  )
}
