import { useLingui } from '@lingui/react/macro'
import { MicOff } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { Cloth } from '#ui/cloth.tsx'

interface TileProps {
  /** The person's id: seed of the cloth that fills the tile while the camera is off. */
  seed: string
  name: string
  /** Live video, or null when the camera is off. */
  stream: MediaStream | null
  /** Small, in the corner, mirrored, without sound. */
  self?: boolean
  speaking?: boolean
  muted?: boolean
  /** "다시 잇는 중": the tile holds, its state in words. */
  status?: ReactNode
  /** Block and report. */
  menu?: ReactNode
}

/** One person on the stage. */
export function VideoTile({ seed, name, stream, self = false, speaking = false, muted = false, status, menu }: TileProps) {
  const { t } = useLingui()
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    if (video.current && video.current.srcObject !== stream) video.current.srcObject = stream
  }, [stream])
  return (
    <section className={['tile', self ? 'self' : '', speaking ? 'speak' : ''].join(' ')} aria-label={name}>
      {stream ? (
        <video ref={video} className={self ? 'pic mirror' : 'pic'} autoPlay playsInline muted={self} />
      ) : (
        <>
          <Cloth seed={seed} width={400} height={300} cover />
          <span className="ini" aria-hidden="true">
            {[...name.trim()][0] ?? ''}
          </span>
        </>
      )}
      <span className="nm">
        {muted && <MicOff aria-label={t`마이크 꺼짐`} />}
        {name}
      </span>
      {status !== undefined && (
        <span className="st" role="status">
          {status}
        </span>
      )}
      {menu}
    </section>
  )
}

/** One button of the call bar. `off` is a device that is off, `pressed` an open panel. */
export interface CallAction {
  readonly key: string
  readonly label: string
  readonly icon: ReactNode
  readonly onPress: () => void
  readonly pressed?: boolean
  readonly off?: boolean
  /** Leaves the call: the one red button of the app. */
  readonly leave?: boolean
}

/** The row of buttons below a call, each with its word. */
export function CallBar({ actions }: { actions: readonly CallAction[] }) {
  const { t } = useLingui()
  return (
    <div className="cbar" role="toolbar" aria-label={t`통화 조작`}>
      {actions.map(({ key, label, icon, onPress, pressed, off = false, leave = false }) => (
        <button
          key={key}
          type="button"
          className={['cb', off ? 'off' : '', leave ? 'leave' : '', pressed ? 'on' : ''].join(' ')}
          aria-pressed={pressed}
          onClick={onPress}
        >
          {icon}
          {label}
        </button>
      ))}
    </div>
  )
}
