import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { ImageOff, RefreshCw } from 'lucide-react'
import { useState } from 'react'
import type { ImageContent, VoiceContent } from '@studymate/contract/message'
import { Lightbox } from '#chat/parts/lightbox.tsx'
import { boxOf } from '#chat/picture-box'
import { useProgress } from '#chat/uploader'
import { BARS, soundQuery, uploadQuery, useLocalUrl } from '#chat/uploads'
import { useVoice } from '#chat/use-voice'
import { Button } from '#ui/button.tsx'
import { Voice } from '#ui/voice.tsx'

interface FileBodyProps {
  said: { readonly type: 'image'; readonly content: ImageContent } | { readonly type: 'voice'; readonly content: VoiceContent }
  /** Of a message of mine: its bytes may be on this device. */
  clientId: string | null
  /** Not uploaded yet: nothing is to be had from the server. */
  isWaiting: boolean
}

/** A picture or a voice note in a bubble, and how far it is on its way. */
export function FileBody({ said, clientId, isWaiting }: FileBodyProps) {
  return (
    <>
      {said.type === 'image' ? (
        <PictureBody content={said.content} clientId={clientId} isWaiting={isWaiting} />
      ) : (
        <VoiceBody content={said.content} clientId={clientId} isWaiting={isWaiting} />
      )}
      {isWaiting && clientId !== null && <Progress clientId={clientId} />}
    </>
  )
}

function Progress({ clientId }: { clientId: string }) {
  const { t } = useLingui()
  const share = useProgress(clientId)
  return share === null ? null : <progress aria-label={t`올리는 중`} value={share} max={1} />
}

function PictureBody({ content, clientId, isWaiting }: { content: ImageContent; clientId: string | null; isWaiting: boolean }) {
  const { t } = useLingui()
  const { uploadId, caption, width, height } = content
  const local = useLocalUrl(clientId)
  const upload = useQuery({ ...uploadQuery(uploadId), enabled: local.state === 'none' && !isWaiting })
  const [isOpen, setIsOpen] = useState(false)
  const [tries, setTries] = useState(0)
  const [isBroken, setIsBroken] = useState(false)
  const src = local.state === 'here' ? local.url : (upload.data?.url ?? null)
  const box = boxOf(content)
  if (isBroken || (upload.error && local.state === 'none'))
    return (
      <span className="picture gone" style={box}>
        <ImageOff />
        <Button
          small
          icon={<RefreshCw />}
          onClick={(event) => {
            event.stopPropagation()
            setIsBroken(false)
            setTries(tries + 1)
            void upload.refetch()
          }}
        >
          <Trans>다시 불러오기</Trans>
        </Button>
      </span>
    )
  return (
    <>
      <button
        type="button"
        className="picture"
        style={box}
        aria-label={caption === undefined ? t`사진 크게 보기` : t`사진 크게 보기: ${caption}`}
        onClick={() => setIsOpen(true)}
      >
        {src !== null && (
          <img key={tries} src={src} alt={caption ?? t`사진`} width={width} height={height} decoding="async" onError={() => setIsBroken(true)} />
        )}
      </button>
      {isOpen && src !== null && <Lightbox src={src} caption={caption} onClose={() => setIsOpen(false)} />}
    </>
  )
}

// Whoever saves data hears what they press, and the waveform comes with it.
function savesData(): boolean {
  const connection: unknown = Reflect.get(navigator, 'connection')
  return typeof connection === 'object' && connection !== null && Reflect.get(connection, 'saveData') === true
}

function VoiceBody({ content, clientId, isWaiting }: { content: VoiceContent; clientId: string | null; isWaiting: boolean }) {
  const { uploadId, durationSeconds } = content
  const [isWanted, setIsWanted] = useState(() => !savesData())
  const sound = useQuery({ ...soundQuery(uploadId, clientId), enabled: isWanted && (!isWaiting || clientId !== null) })
  const { isBroken, ...voice } = useVoice(clientId ?? uploadId, durationSeconds, sound.data?.blob ?? null, () => {
    setIsWanted(true)
    if (sound.error) void sound.refetch()
  })
  return (
    <>
      <Voice {...voice} peaks={sound.data?.peaks ?? []} bars={BARS} />
      {(isBroken || sound.error) && (
        <span className="two" role="alert">
          {isBroken ? <Trans>이 브라우저로는 들을 수 없어요.</Trans> : <Trans>소리를 불러오지 못했어요. 다시 눌러 주세요.</Trans>}
        </span>
      )}
    </>
  )
}
