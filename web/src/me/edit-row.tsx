import { Trans } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { FormError } from '#app/form-error.tsx'
import { PausedNote } from '#app/paused-note.tsx'
import { useSentence } from '#app/sentence'
import { Row } from '#me/parts/row.tsx'
import { Button } from '#ui/button.tsx'

interface EditRowProps {
  label: string
  /** The name of the button that opens the form, for readers: `소개 고치기`. */
  action: string
  /** What stands there now. */
  value: ReactNode
  /** Why it cannot be saved yet; null when it can. */
  blocked: string | null
  /** Puts what stands there now into the form. */
  onOpen: () => void
  save: () => Promise<unknown>
  /** The fields of the form. */
  children: ReactNode
}

/** A fact that is changed where it stands: the row becomes a form, Esc and 그만 leave it, saving closes it. */
export function EditRow({ label, action, value, blocked, onOpen, save, children }: EditRowProps) {
  const sentence = useSentence()
  const queries = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const wasOpen = useRef(false)
  const saving = useMutation({
    mutationFn: save,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['me'] })
      setOpen(false)
    },
  })
  const { isPending } = saving
  useEffect(() => {
    const element = form.current
    const leave = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !isPending) setOpen(false)
    }
    element?.addEventListener('keydown', leave)
    return () => element?.removeEventListener('keydown', leave)
  }, [isOpen, isPending])
  useEffect(() => {
    if (isOpen) form.current?.querySelector<HTMLElement>('input, select, textarea')?.focus()
    else if (wasOpen.current) opener.current?.focus()
    wasOpen.current = isOpen
  }, [isOpen])

  if (!isOpen) {
    const open = () => {
      saving.reset()
      onOpen()
      setOpen(true)
    }
    return (
      <Row
        label={label}
        action={
          <button ref={opener} type="button" className="link tap meta" aria-label={action} onClick={open}>
            <Trans>고치기</Trans>
          </button>
        }
      >
        {value}
      </Row>
    )
  }
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
            if (blocked === null && !saving.isPending) saving.mutate()
          }}
        >
          {children}
          <PausedNote of={saving} />
          {saving.isError && <FormError>{sentence(saving.error)}</FormError>}
          <div className="row wrap gap-2">
            <Button kind="go" small type="submit" busy={saving.isPending} blocked={blocked}>
              <Trans>저장</Trans>
            </Button>
            <Button kind="quiet" small onClick={() => setOpen(false)}>
              <Trans>그만</Trans>
            </Button>
          </div>
        </form>
      </dd>
    </div>
  )
}
