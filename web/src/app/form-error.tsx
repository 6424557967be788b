import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

/** What kept a form from being sent, beside its button; readers hear it at once. */
export function FormError({ children }: { children: ReactNode }) {
  return (
    <p className="help err" role="alert">
      <TriangleAlert className="s" />
      <span>{children}</span>
    </p>
  )
}
