import { Trans } from '@lingui/react/macro'
import { Volume2 } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { Button } from '#ui/button.tsx'

/** The partner's voice. Where the browser plays nothing before a press (a reloaded page without a microphone), it says so. */
export function RemoteSound({ stream }: { stream: MediaStream }) {
  const audio = useRef<HTMLAudioElement>(null)
  const [isBlocked, setBlocked] = useState(false)
  const play = useCallback(() => {
    audio.current?.play().then(
      () => setBlocked(false),
      (error: unknown) => setBlocked(error instanceof DOMException && error.name === 'NotAllowedError'),
    )
  }, [])
  useEffect(() => {
    if (!audio.current) return
    audio.current.srcObject = stream
    play()
  }, [stream, play])
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- a live voice has no captions to load */}
      <audio ref={audio} autoPlay />
      {isBlocked && (
        <div className="absolute inset-x-0 top-4 grid place-items-center">
          <Button icon={<Volume2 />} onClick={play}>
            <Trans>소리 켜기</Trans>
          </Button>
        </div>
      )}
    </>
  )
}
