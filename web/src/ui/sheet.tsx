import { useLingui } from '@lingui/react/macro'
import { X } from 'lucide-react'
import { useEffect, useId, useRef, type ReactNode } from 'react'
import { IconButton } from '#ui/button.tsx'

/** As `ref` of a field: a sheet starts there, behind what is written, and not at its cross. */
export function startsHere(field: HTMLElement | null): void {
  // The browser looks for the attribute when the dialog opens; React's property of that name does not write it.
  field?.setAttribute('autofocus', '')
  if (field instanceof HTMLTextAreaElement) field.setSelectionRange(field.value.length, field.value.length)
}

interface SheetProps {
  open: boolean
  /** Called for Esc, the back gesture, a press outside and the cross. */
  onClose: () => void
  title: ReactNode
  children: ReactNode
  /** `sheet` rises from below (a right panel from 1200 px); `dialog` is a small centred question. */
  form?: 'sheet' | 'dialog'
}

/** A native modal dialog: the page behind is inert, Esc closes, and focus returns to what opened it. */
export function Sheet({ open, onClose, title, children, form = 'sheet' }: SheetProps) {
  const { t } = useLingui()
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    if (!element || !open) return
    const opener = document.activeElement
    element.showModal()
    return () => {
      element.close()
      // Firefox forgets the opener when the dialog's content has changed meanwhile.
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    }
  }, [open])
  useEffect(() => {
    const element = dialog.current
    // The backdrop belongs to the dialog itself; its content stands in the div.
    const outside = (event: MouseEvent) => {
      if (event.target === element) onClose()
    }
    element?.addEventListener('click', outside)
    return () => element?.removeEventListener('click', outside)
  }, [onClose])
  return (
    <dialog
      ref={dialog}
      className={form === 'sheet' ? 'sheet' : 'sheet ask'}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      {open && (
        <div className="stack sheet-in">
          <div className="row">
            <h2 className="h2 grow" id={id}>
              {title}
            </h2>
            <IconButton label={t`닫기`} onClick={onClose}>
              <X />
            </IconButton>
          </div>
          {children}
        </div>
      )}
    </dialog>
  )
}
