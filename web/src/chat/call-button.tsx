import { useLingui } from '@lingui/react/macro'
import { createSession } from '@studymate/contract/sessions'
import type { SessionType } from '@studymate/contract/session-parts'
import { UserId } from '@studymate/contract/values'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Phone, Video } from 'lucide-react'
import { Suspense } from 'react'
import { api } from '#app/api'
import { late } from '#app/late'
import { IconButton } from '#ui/button.tsx'

const CallFailed = late(async () => (await import('#chat/parts/call-failed.tsx')).CallFailed)

/** Two signs for a chat's header: call by voice, call by video. Pressing opens the call and leads to its device check. */
export function CallButton({ partnerId, name }: { partnerId: string; name: string }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const open = useMutation({
    mutationFn: (type: SessionType) => api.call(createSession, { partnerId: UserId.parse(partnerId), type }),
    onSuccess: ({ sessionId }) => navigate({ to: '/call/$sessionId/check', params: { sessionId }, search: { ring: true } }),
  })
  return (
    <>
      <IconButton label={t`${name} 님과 음성 통화`} aria-busy={open.isPending || undefined} onClick={() => !open.isPending && open.mutate('audio')}>
        <Phone />
      </IconButton>
      <IconButton label={t`${name} 님과 영상 통화`} aria-busy={open.isPending || undefined} onClick={() => !open.isPending && open.mutate('video')}>
        <Video />
      </IconButton>
      {open.isError && (
        <Suspense>
          <CallFailed error={open.error} retrying={open.isPending} onRetry={() => open.variables && open.mutate(open.variables)} onClose={() => open.reset()} />
        </Suspense>
      )}
    </>
  )
}
