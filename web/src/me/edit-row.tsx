import { Trans } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { FormError } from '#app/form-error.tsx'
import { PausedNote } from '#app/paused-note.tsx'
import { useSentence } from '#app/sentence'
import { Row } from '#me/parts/row.tsx'
import { Button } from '#ui/button.tsx'

interface EditFormProps {
  label: string
  /** The name of the button that opens the form, for readers: `소개 고치기`. */
  action: string
  /** Why it cannot be saved yet; null when it can. */
  blocked: string | null
  save: () => Promise<unknown>
  /** The fields of the form. */
  children: ReactNode
}

interface EditRowProps extends EditFormProps {
  /** What stands there now. */
  value: ReactNode
  /** Puts what stands there now into the form. */
  onOpen: () => void
}

function EditForm({ label, action, blocked, save, onClose, children }: EditFormProps & { onClose: () => void }) {
  const sentence = useSentence()
  const queries = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const saving = useMutation({
    mutationFn: save,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['me'] })
      onClose()
    },
  })
  const { isPending } = saving
  useEffect(() => form.current?.querySelector<HTMLElement>('input, select, textarea')?.focus(), [])
  useEffect(() => {
    const element = form.current
    const leave = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !isPending) onClose()
    }
    element?.addEventListener('keydown', leave)
    return () => element?.removeEventListener('keydown', leave)
  }, [isPending, onClose])
  return (
    <div className="li">
      <dt className="sr">{label}</dt>
      <dd className="grow">
        <form
          ref={form}
          noValidate
          className="stack s3"
          aria-label={action}
          onSubmit={(event) => {
            event.preventDefault()
            if (blocked === null && !isPending) saving.mutate()
          }}
        >
          {children}
          <PausedNote of={saving} />
          {saving.isError && <FormError>{sentence(saving.error)}</FormError>}
          <div className="row wrap gap-2">
            <Button kind="go" small type="submit" busy={isPending} blocked={blocked}>
              <Trans>저장</Trans>
            </Button>
            <Button kind="quiet" small onClick={onClose}>
              <Trans>그만</Trans>
            </Button>
          </div>
        </form>
      </dd>
    </div>
  )
}

/** A fact that is changed where it stands: the row becomes a form, Esc and 그만 leave it, saving closes it, and focus returns. */
export function EditRow({ value, onOpen, ...of }: EditRowProps) {
  const [isOpen, setOpen] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const wasOpen = useRef(false)
  useEffect(() => {
    if (!isOpen && wasOpen.current) opener.current?.focus()
    wasOpen.current = isOpen
  }, [isOpen])
  if (isOpen) return <EditForm {...of} onClose={() => setOpen(false)} />
  return (
    <Row
      label={of.label}
      action={
        <button
          ref={opener}
          type="button"
          className="link tap meta"
          aria-label={of.action}
          onClick={() => {
            onOpen()
            setOpen(true)
          }}
        >
          <Trans>고치기</Trans>
        </button>
      }
    >
      {value}
    </Row>
  )
}
