import { Trans, useLingui } from '@lingui/react/macro'
import { useEffect, useState } from 'react'
import type { Picture } from '#chat/encode-picture'
import { Button } from '#ui/button.tsx'
import { TextField } from '#ui/field.tsx'
import { Sheet } from '#ui/sheet.tsx'

/** A picture before it is sent, and a line under it. */
export function ImageSheet({ picture, onClose, onSend }: { picture: Picture; onClose: () => void; onSend: (caption: string) => void }) {
  const { t } = useLingui()
  const [caption, setCaption] = useState('')
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    const made = URL.createObjectURL(picture.blob)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [picture])
  return (
    <Sheet open onClose={onClose} title={<Trans>사진 보내기</Trans>}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          onSend(caption.trim())
        }}
      >
        <div className="picture-ask">{url !== null && <img src={url} alt={t`보낼 사진`} width={picture.width} height={picture.height} />}</div>
        <TextField
          label={t`사진에 붙일 말 (안 적어도 돼요)`}
          help={t`사진을 볼 수 없는 사람에게는 이 말을 읽어 줘요.`}
          value={caption}
          maxLength={1000}
          onChange={(event) => setCaption(event.target.value)}
        />
        <Button kind="go" wide type="submit">
          <Trans>보내기</Trans>
        </Button>
      </form>
    </Sheet>
  )
}
