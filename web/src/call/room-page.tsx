import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate, useParams, useRouter } from '@tanstack/react-router'
import { Mic, MicOff, PhoneOff, PhoneOutgoing, Video, VideoOff } from 'lucide-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTitle } from '#app/title'
import { useSession } from '#app/session'
import { callMedia, keepPlan } from '#call/devices'
import type { CallEngine } from '#call/engine/call'
import { openCall } from '#call/open-call'
import { DeviceHelp } from '#call/parts/device-help.tsx'
import { RemoteSound } from '#call/parts/remote-sound.tsx'
import { canRingAgain, statusOf } from '#call/parts/status.tsx'
import { PersonMenu } from '#safety/person-menu.tsx'
import { CallBar, VideoTile } from '#ui/call.tsx'
import type { CallAction } from '#ui/call.tsx'
import { Button } from '#ui/button.tsx'

/** The call itself. It opens as the check, or the page before a reload, left it; without either it leads to the check. */
export function RoomPage() {
  const { sessionId } = useParams({ from: '/call/$sessionId' })
  const self = useSession((state) => state.session?.userId)
  const navigate = useNavigate()
  const router = useRouter()
  const [engine, setEngine] = useState<CallEngine | null>(null)
  useEffect(() => {
    const opened = openCall(sessionId, self, router)
    setEngine(opened)
    if (!opened) void navigate({ to: '/call/$sessionId/check', params: { sessionId }, search: {}, replace: true })
  }, [sessionId, self, navigate, router])
  return engine && <Room engine={engine} />
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

function Room({ engine }: { engine: CallEngine }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const call = useSyncExternalStore(engine.subscribe, engine.snapshot)
  const media = useSyncExternalStore(callMedia.subscribe, callMedia.snapshot)
  const { sessionId } = engine
  const partner = call.session?.partner
  const name = partner?.displayName ?? ''
  const mine = call.session?.participants.find(({ userId }) => userId !== partner?.userId)
  const self = useSession((state) => state.session?.userId ?? '')
  const isVideo = call.session?.type !== 'audio'
  useTitle(name === '' ? t`통화` : t`${name} 님과 통화`)

  const micOn = media.mic === 'on' && !media.muted
  const cameraOn = media.camera === 'on'
  const remember = (mic: boolean, camera: boolean) => keepPlan(sessionId, { mic, camera, ring: false })
  const toggleMic = () => {
    if (media.mic === 'on') callMedia.mute(!media.muted)
    else void callMedia.turnOn('mic')
    remember(true, cameraOn)
  }
  const toggleCamera = () => {
    if (media.camera === 'on' || media.camera === 'asking') callMedia.turnOff('camera')
    else void callMedia.turnOn('camera')
    remember(media.mic === 'on', !cameraOn)
  }

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return
      if (event.code === 'KeyM') toggleMic()
      if (event.code === 'KeyV' && isVideo) toggleCamera()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })

  useEffect(() => {
    if (call.state !== 'over') return
    keepPlan(sessionId, null)
    void navigate({ to: '/call/$sessionId/after', params: { sessionId }, search: call.over === 'replaced' ? { elsewhere: true } : {}, replace: true })
  }, [call.state, call.over, sessionId, navigate])

  useEffect(() => {
    document.body.classList.add('stage')
    return () => document.body.classList.remove('stage')
  }, [])

  const status = statusOf(call, name)
  const remote = call.remote
  const actions: CallAction[] = [
    { key: 'mic', label: micOn ? t`마이크` : t`마이크 꺼짐`, icon: micOn ? <Mic className="l" /> : <MicOff className="l" />, off: !micOn, onPress: toggleMic },
    ...(isVideo
      ? [
          {
            key: 'camera',
            label: cameraOn ? t`카메라` : t`카메라 꺼짐`,
            icon: cameraOn ? <Video className="l" /> : <VideoOff className="l" />,
            off: !cameraOn,
            onPress: toggleCamera,
          },
        ]
      : []),
    { key: 'leave', label: t`나가기`, icon: <PhoneOff className="l" />, leave: true, onPress: () => void engine.leave().catch(() => undefined) },
  ]
  return (
    <main className="call solo stage" id="content">
      <h1 className="sr">
        <Trans>{name} 님과 통화</Trans>
      </h1>
      <div className="turnbar py-1">
        <div className="row min-h-11">
          <span className="say-now grow" role="status" aria-live="polite">
            {status ?? name}
          </span>
          {partner && <PersonMenu userId={partner.userId} name={partner.displayName} onBlocked={() => void engine.leave().catch(() => undefined)} />}
        </div>
      </div>
      <div className="tiles t2">
        <div className="wrap">
          <VideoTile
            seed={partner?.userId ?? sessionId}
            name={name}
            stream={isVideo && remote?.participant.camera === true && remote.link !== 'new' ? remote.video : null}
            muted={remote !== null && !remote.participant.mic}
            menu={
              canRingAgain(call) ? (
                <div className="absolute inset-x-0 top-1/2 mt-16 grid place-items-center">
                  <Button icon={<PhoneOutgoing />} onClick={() => void engine.ring()}>
                    <Trans>다시 걸기</Trans>
                  </Button>
                </div>
              ) : undefined
            }
          />
          <VideoTile seed={self} name={mine?.displayName ?? t({ context: 'tile', message: '나' })} stream={media.preview} self muted={!micOn} />
          {remote && <RemoteSound stream={remote.audio} />}
        </div>
      </div>
      <div className="px-4">
        <DeviceHelp state={media.mic} what="mic" />
        <DeviceHelp state={media.camera} what="camera" />
      </div>
      <CallBar actions={actions} />
    </main>
  )
}
