import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTitle } from '#app/title'
import { Cloth, Mark } from '#ui/cloth.tsx'

interface DoorProps {
  /** h1 and tab title. */
  title: string
  lead?: ReactNode
  /** Top right: the other way in. */
  end?: ReactNode
  children: ReactNode
}

/** A page of the door: form at the left, from 1000 px a cloth at the right. */
export function Door({ title, lead, end, children }: DoorProps) {
  useTitle(title)
  return (
    <div className="split-door">
      <div>
        <header className="plain-top">
          <Link className="brand" to="/">
            <Mark />
            StudyMate
          </Link>
          {end !== undefined && <div className="ml-auto">{end}</div>}
        </header>
        <main className="narrow max-w-112" id="content">
          <div className="stack s5">
            <div className="stack s2">
              <h1 className="h1">{title}</h1>
              {lead !== undefined && <p className="two">{lead}</p>}
            </div>
            {children}
          </div>
        </main>
      </div>
      <div className="door-cloth">
        <Cloth seed="door" width={480} height={900} count={9} hot="both" inset={6} cover />
      </div>
    </div>
  )
}
