import { Trans } from '@lingui/react/macro'
import { Link, useLocation } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'

/** A link to another place of the reference. It ends a search, so that the place is there to be seen. */
export function Jump({ to, className = 'link', children }: { to: string; className?: string; children: ReactNode }) {
  return (
    <Link from="/docs" to="/docs" hash={to} search={{}} className={className}>
      {children}
    </Link>
  )
}

/** One folded piece of the reference with an address of its own. It opens when somebody comes by that address; its content is drawn only when open. */
export function Entry({ id, head, children }: { id: string; head: ReactNode; children: () => ReactNode }) {
  const isMeant = useLocation({ select: ({ hash }) => hash === id })
  const [open, setOpen] = useState(isMeant)
  const [wasMeant, setWasMeant] = useState(isMeant)
  if (isMeant !== wasMeant) {
    setWasMeant(isMeant)
    if (isMeant) setOpen(true)
  }
  const place = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    if (isMeant) place.current?.scrollIntoView()
  }, [isMeant])
  return (
    <details className="ref-entry" id={id} ref={place} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <ChevronRight className="s" />
        {head}
      </summary>
      {open && (
        <div className="ref-body">
          {children()}
          <p className="meta">
            <Jump to={id}>
              <Trans>이 항목의 주소</Trans>
            </Jump>
          </p>
        </div>
      )}
    </details>
  )
}
