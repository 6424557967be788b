import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '#ui/button.tsx'
import { Mark } from '#ui/cloth.tsx'
import { Steps } from '#ui/steps.tsx'
import { useShellSlots } from '#app/shell.tsx'
import { useTitle } from '#app/title'

interface PageProps {
  /** The finding or the next thing, as a sentence: the page's h1 and the tab's title. */
  title: string
  /** Language of the title when it is somebody's name or words. */
  titleLang?: string
  /** Draw the title yourself (a profile's name beside the picture); the header then has only buttons. */
  hideTitle?: boolean
  onBack?: () => void
  /** Buttons before the bell. */
  actions?: ReactNode
  /** From 1200 px a second column of 360 px; below it on narrower screens. */
  aside?: ReactNode
  children: ReactNode
}

/** A page inside the shell: title, buttons, bell, content. */
export function Page({ title, titleLang, hideTitle = false, onBack, actions, aside, children }: PageProps) {
  const { t } = useLingui()
  const { bell } = useShellSlots()
  useTitle(title)
  return (
    <>
      <header className="top">
        {onBack && (
          <IconButton label={t`뒤로`} onClick={onBack}>
            <ChevronLeft />
          </IconButton>
        )}
        {!hideTitle && (
          <h1 className="h1" lang={titleLang}>
            {title}
          </h1>
        )}
        <div className="top-end">
          {actions}
          {bell}
        </div>
      </header>
      <main className="main" id="content" tabIndex={-1}>
        {aside === undefined ? (
          children
        ) : (
          <div className="cols stack s5">
            <div className="stack s5">{children}</div>
            <aside className="stack s5">{aside}</aside>
          </div>
        )}
      </main>
    </>
  )
}

/** From 1200 px a list of 320 px beside the detail; below, `show` says which of the two fills the screen. */
export function SplitPage({ list, detail, show }: { list: ReactNode; detail: ReactNode; show: 'list' | 'detail' }) {
  return (
    <div className={`split show-${show}`}>
      <div className="split-list">{list}</div>
      <div className="split-detail">{detail}</div>
    </div>
  )
}

/** A page outside the shell (door, legal): brand at the left, one link or button at the right. */
export function PlainPage({ title, end, narrow = true, children }: { title: string; end?: ReactNode; narrow?: boolean; children: ReactNode }) {
  useTitle(title)
  return (
    <>
      <header className="plain-top">
        <Link className="brand" to="/">
          <Mark />
          StudyMate
        </Link>
        {end !== undefined && <div className="ml-auto">{end}</div>}
      </header>
      <main className={narrow ? 'narrow' : 'main mx-auto'} id="content">
        {children}
      </main>
    </>
  )
}

interface StepPageProps {
  /** The question of this step: h1 and tab title. */
  title: string
  lead?: ReactNode
  /** Which step of how many; null where one is mended alone. */
  at: number | null
  of: number
  note?: ReactNode
  onBack?: () => void
  /** Left of the dock: the way out. */
  out?: ReactNode
  /** Right of the dock: the one button on. */
  next: ReactNode
  children: ReactNode
}

/** One question of a flow: progress above, dock below, no menu. */
export function StepPage({ title, lead, at, of, note, onBack, out, next, children }: StepPageProps) {
  const { t } = useLingui()
  useTitle(title)
  return (
    <div className="step">
      <header className="plain-top">
        {onBack && (
          <IconButton label={t`이전 질문`} onClick={onBack}>
            <ChevronLeft />
          </IconButton>
        )}
        {at !== null && <Steps at={at} of={of} note={note} />}
      </header>
      <main className="narrow w" id="content">
        <div className="stack s5">
          <div className="stack s2">
            <h1 className="h1">{title}</h1>
            {lead !== undefined && <p className="two">{lead}</p>}
          </div>
          {children}
        </div>
      </main>
      <footer className="dock">
        <div className="in-dock">
          {out}
          <div className="ml-auto">{next}</div>
        </div>
      </footer>
    </div>
  )
}
