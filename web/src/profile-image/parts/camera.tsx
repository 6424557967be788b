import { Trans, useLingui } from '@lingui/react/macro'
import { Camera as CameraIcon } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { FormError } from '#app/form-error.tsx'
import { Button } from '#ui/button.tsx'

interface CameraProps {
  onTaken: (picture: ImageBitmap) => void
}

/** The camera of this device, open only while it is looked at. */
export function Camera({ onTaken }: CameraProps) {
  const { t } = useLingui()
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<'asking' | 'live' | 'refused' | 'none'>('asking')
  useEffect(() => {
    let stream: MediaStream | null = null
    let isLeft = false
    const stop = () => stream?.getTracks().forEach((track) => track.stop())
    void navigator.mediaDevices
      .getUserMedia({ video: { facingMode: 'user', width: { ideal: 1280 }, height: { ideal: 1280 } } })
      .then((opened) => {
        stream = opened
        // Closed before the browser's question was answered.
        if (isLeft) return stop()
        if (video.current) video.current.srcObject = opened
        setState('live')
      })
      .catch((error: unknown) => setState(error instanceof DOMException && error.name === 'NotFoundError' ? 'none' : 'refused'))
    return () => {
      isLeft = true
      stop()
    }
  }, [])
  if (state === 'refused') return <FormError>{t`브라우저가 카메라를 막았어요. 주소창 자물쇠에서 켜거나, 사진 파일을 골라 주세요.`}</FormError>
  if (state === 'none') return <FormError>{t`이 기기에서 카메라를 찾지 못했어요. 사진 파일을 골라 주세요.`}</FormError>
  return (
    <div className="cropper">
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- one's own picture, without sound */}
      <video ref={video} autoPlay playsInline muted aria-label={t`카메라에 비친 나`} />
      <Button
        kind="go"
        wide
        icon={<CameraIcon />}
        blocked={state === 'live' ? null : t`카메라를 여는 중이에요`}
        onClick={() => {
          if (video.current) void createImageBitmap(video.current).then(onTaken)
        }}
      >
        <Trans>찍기</Trans>
      </Button>
    </div>
  )
}
