import { useLingui } from '@lingui/react/macro'
import { LoaderCircle } from 'lucide-react'
import type { ButtonHTMLAttributes, ReactNode } from 'react'

/** `go` is the one next thing on a screen; `plain` everything else; `quiet` the way out; `bad` what cannot be undone. */
export type ButtonKind = 'go' | 'plain' | 'quiet' | 'bad'

interface Look {
  kind?: ButtonKind
  small?: boolean
  wide?: boolean
}

/** The classes of a button, for a link that looks like one: `<Link className={buttonClass({ kind: 'go' })}>`. */
export function buttonClass({ kind = 'plain', small = false, wide = false }: Look = {}): string {
  return ['btn', kind === 'plain' ? '' : kind, small ? 'sm' : '', wide ? 'wide' : ''].filter(Boolean).join(' ')
}

interface ButtonProps extends Look, Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled' | 'className'> {
  /** The work has begun: a second press does nothing, and readers hear that it is busy. */
  busy?: boolean
  /** Why it cannot be pressed now, in words: shown in place of the label, which readers still hear. The button stays reachable. */
  blocked?: string | null
  icon?: ReactNode
}

/** A button. It is never silently disabled: `blocked` says why, `busy` says that it is working. */
export function Button({
  kind = 'plain',
  small = false,
  wide = false,
  busy = false,
  blocked = null,
  icon,
  type = 'button',
  onClick,
  children,
  ...rest
}: ButtonProps) {
  const idle = !busy && blocked === null
  return (
    <button
      {...rest}
      type={idle ? type : 'button'}
      className={buttonClass({ kind, small, wide })}
      aria-busy={busy || undefined}
      aria-disabled={blocked !== null || undefined}
      title={blocked ?? rest.title}
      onClick={idle ? onClick : undefined}
    >
      {busy ? <LoaderCircle className="spin" /> : icon}
      {blocked === null || children === undefined ? (
        children
      ) : (
        <span>
          <span className="sr">{children}: </span>
          {blocked}
        </span>
      )}
    </button>
  )
}

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'aria-label'> {
  /** What it does, as a verb. */
  label: string
  /** A dot: something new waits behind it. */
  dot?: boolean
}

/** A button with an icon alone, 44 px. Only for signs that everybody knows. */
export function IconButton({ label, dot = false, type = 'button', children, ...rest }: IconButtonProps) {
  const { t } = useLingui()
  return (
    <button {...rest} type={type} className="icb" aria-label={dot ? t`${label}, 새 소식 있음` : label} title={label}>
      {children}
      {dot && <span className="dot" />}
    </button>
  )
}
