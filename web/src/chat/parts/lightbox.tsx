import { useLingui } from '@lingui/react/macro'
import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { IconButton } from '#ui/button.tsx'

/** A picture as large as the window: a native dialog, closed by Esc, a press anywhere or the cross; focus returns to what opened it. */
export function Lightbox({ src, caption, onClose }: { src: string; caption: string | undefined; onClose: () => void }) {
  const { t } = useLingui()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    const opener = document.activeElement
    element?.showModal()
    return () => {
      element?.close()
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    }
  }, [])
  useEffect(() => {
    const element = dialog.current
    const outside = (event: MouseEvent) => {
      // Under the dialog lies the row of the message: this press is not for it.
      event.stopPropagation()
      onClose()
    }
    element?.addEventListener('click', outside)
    return () => element?.removeEventListener('click', outside)
  }, [onClose])
  return (
    <dialog
      ref={dialog}
      className="lightbox"
      aria-label={caption ?? t`사진`}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <IconButton label={t`닫기`}>
        <X />
      </IconButton>
      <img src={src} alt={caption ?? t`사진`} />
      {caption !== undefined && <p dir="auto">{caption}</p>}
    </dialog>
  )
}
