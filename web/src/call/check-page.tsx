import { Trans, useLingui } from '@lingui/react/macro'
import type { Session } from '@studymate/contract/sessions'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useRouter, useSearch } from '@tanstack/react-router'
import { ChevronLeft, Lock, Mic, MicOff, Video, VideoOff } from 'lucide-react'
import { useEffect, useSyncExternalStore } from 'react'
import { useTitle } from '#app/title'
import { useSession } from '#app/session'
import { callMedia, keepPlan } from '#call/devices'
import type { Kind } from '#call/engine/media'
import { DeviceHelp } from '#call/parts/device-help.tsx'
import { ToChat } from '#call/parts/to-chat.tsx'
import { sessionQuery } from '#call/queries'
import { useLevel } from '#call/use-level'
import { Button, buttonClass } from '#ui/button.tsx'
import { VideoTile } from '#ui/call.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Faces } from '#ui/faces.tsx'
import { Select } from '#ui/field.tsx'
import { Meter } from '#ui/recorder.tsx'
import { CardSkeleton } from '#ui/skeleton.tsx'

/** Before a call: everything off, then what the person chooses. Nothing is sent before they enter. */
export function CheckPage() {
  const { t } = useLingui()
  const { sessionId } = useParams({ from: '/call/$sessionId/check' })
  const session = useQuery(sessionQuery(sessionId))
  useTitle(t`들어가기 전에`)
  return (
    <>
      <header className="plain-top">
        <Back session={session.data} />
        {session.data && <span className="two">{session.data.partner.displayName}</span>}
      </header>
      <main className="narrow max-w-280" id="content">
        <h1 className="h1 mb-6">
          <Trans>들어가기 전에 소리만 확인해요.</Trans>
        </h1>
        <Faces of={session} loading={<CardSkeleton />} empty={null}>
          {(data) => (data.status === 'COMPLETED' || data.status === 'CANCELLED' ? <Over session={data} /> : <Check session={data} />)}
        </Faces>
      </main>
    </>
  )
}

function Back({ session }: { session: Session | undefined }) {
  const { t } = useLingui()
  return (
    <ToChat className="icb" roomId={session?.roomId ?? null} label={t`뒤로`}>
      <ChevronLeft />
    </ToChat>
  )
}

function Over({ session }: { session: Session }) {
  const { t } = useLingui()
  return (
    <EmptyState
      seed={session.sessionId}
      title={t`이 통화는 이미 끝났어요.`}
      action={
        <ToChat className={buttonClass({ kind: 'go' })} roomId={session.roomId}>
          <Trans>대화로 돌아가기</Trans>
        </ToChat>
      }
    />
  )
}

function Check({ session }: { session: Session }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { ring = false } = useSearch({ from: '/call/$sessionId/check' })
  const self = useSession((state) => state.session?.userId ?? '')
  const mine = session.participants.find((one) => one.userId === self)
  const media = useSyncExternalStore(callMedia.subscribe, callMedia.snapshot)
  const level = useLevel(media.micTrack)
  const router = useRouter()
  const { sessionId } = session
  useEffect(() => {
    // The call's own page is fetched while somebody chooses.
    void import('#call/room-page.tsx')
    return () => {
      // Into the call the devices stay open; on the way anywhere else they close, and what is still being asked for with them.
      if (!router.state.location.pathname.startsWith(`/call/${sessionId}`)) callMedia.stop()
    }
  }, [router, sessionId])
  const toggle = (kind: Kind) => (media[kind] === 'on' || media[kind] === 'asking' ? callMedia.turnOff(kind) : void callMedia.turnOn(kind))
  const enter = () => {
    keepPlan(sessionId, { mic: media.mic === 'on', camera: media.camera === 'on', ring })
    void navigate({ to: '/call/$sessionId', params: { sessionId }, replace: true })
  }
  const withVideo = session.type === 'video'
  return (
    <div className="check">
      <div className="stack">
        <div className="preview stage grid-cols-1 content-stretch items-stretch justify-items-stretch p-0">
          <VideoTile
            seed={self}
            name={mine?.displayName ?? ''}
            stream={media.preview}
            self
            status={media.camera === 'on' ? undefined : <Trans>카메라를 켜지 않으면 이렇게 보여요</Trans>}
          />
        </div>
        <div className="row wrap gap-2">
          <Button busy={media.mic === 'asking'} icon={media.mic === 'on' ? <MicOff /> : <Mic />} onClick={() => toggle('mic')}>
            {media.mic === 'on' ? <Trans>마이크 끄기</Trans> : <Trans>마이크 켜기</Trans>}
          </Button>
          {withVideo && (
            <Button busy={media.camera === 'asking'} icon={media.camera === 'on' ? <VideoOff /> : <Video />} onClick={() => toggle('camera')}>
              {media.camera === 'on' ? <Trans>카메라 끄기</Trans> : <Trans>카메라 켜기</Trans>}
            </Button>
          )}
        </div>
        <DeviceHelp state={media.mic} what="mic" />
        <DeviceHelp state={media.camera} what="camera" />
        <p className="note">
          <Lock className="s" />
          <span>
            <Trans>입장하기 전에는 소리도 나가지 않아요. 켜면 브라우저가 한 번 더 물어봐요. 거절해도 들어가서 들을 수 있어요.</Trans>
          </span>
        </p>
      </div>
      <div className="stack s5">
        {media.mic === 'on' && (
          <div className="stack s2">
            <Select label={t`마이크`} value={media.micId ?? ''} onChange={(event) => void callMedia.choose('mic', event.target.value)}>
              {media.mics.map(({ deviceId, label }, at) => (
                <option key={deviceId} value={deviceId}>
                  {label || t`마이크 ${at + 1}`}
                </option>
              ))}
            </Select>
            <Meter level={level} />
            <p className="meta">
              <Trans>“안녕하세요” 하고 말해 보세요. 막대가 움직이면 잘 들려요.</Trans>
            </p>
          </div>
        )}
        {media.camera === 'on' && (
          <Select label={t`카메라`} value={media.cameraId ?? ''} onChange={(event) => void callMedia.choose('camera', event.target.value)}>
            {media.cameras.map(({ deviceId, label }, at) => (
              <option key={deviceId} value={deviceId}>
                {label || t`카메라 ${at + 1}`}
              </option>
            ))}
          </Select>
        )}
        <Button kind="go" wide onClick={enter}>
          {media.mic === 'on' ? <Trans>입장하기</Trans> : <Trans>마이크 없이 입장하기</Trans>}
        </Button>
      </div>
    </div>
  )
}
