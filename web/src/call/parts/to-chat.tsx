import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** The way from a call back to the chat of the two, or home where they have none. */
export function ToChat({ roomId, className, label, children }: { roomId: string | null; className: string; label?: string; children: ReactNode }) {
  if (roomId === null)
    return (
      <Link className={className} to="/" aria-label={label}>
        {children}
      </Link>
    )
  return (
    <Link className={className} to="/chat/$roomId" params={{ roomId }} aria-label={label}>
      {children}
    </Link>
  )
}
