import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react'

/** One line of a menu; `null` in the list draws a divider. */
export interface MenuItem {
  readonly label: ReactNode
  readonly icon?: ReactNode
  readonly onSelect: () => void
  /** The key that does the same elsewhere; shown, not bound. */
  readonly keys?: string
  readonly danger?: boolean
}

function place(menu: HTMLElement, opener: HTMLElement) {
  const box = opener.getBoundingClientRect()
  const below = box.bottom + 4 + menu.offsetHeight <= innerHeight
  menu.style.top = `${below ? box.bottom + 4 : Math.max(8, box.top - 4 - menu.offsetHeight)}px`
  menu.style.left = `${Math.min(Math.max(8, box.right - menu.offsetWidth), innerWidth - menu.offsetWidth - 8)}px`
}

/** A button that opens a menu (native popover: Esc and a press outside close it). ↑ ↓ Home End move, focus returns. */
export function Menu({
  label,
  opener,
  items,
  opensAtOnce = false,
}: {
  label: string
  opener: ReactNode
  items: readonly (MenuItem | null)[]
  /** It was pressed before it was here. */
  opensAtOnce?: boolean
}) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const menu = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!opensAtOnce) return
    // The button that was pressed is gone: this one is where focus returns to.
    button.current?.focus()
    button.current?.click()
  }, [opensAtOnce])
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const all = [...event.currentTarget.querySelectorAll('button')]
    const at = all.findIndex((one) => one === document.activeElement)
    const next = { ArrowDown: (at + 1) % all.length, ArrowUp: (at - 1 + all.length) % all.length, Home: 0, End: all.length - 1 }[event.key]
    if (event.key === 'Tab') menu.current?.hidePopover()
    if (next === undefined) return
    event.preventDefault()
    all[next]?.focus()
  }
  return (
    <>
      <button ref={button} type="button" className="icb" popoverTarget={id} aria-haspopup="menu" aria-label={label} title={label}>
        {opener}
      </button>
      <div
        ref={menu}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={label}
        className="menu"
        onKeyDown={move}
        onToggle={(event) => {
          if (event.newState !== 'open' || !button.current || !menu.current) return
          place(menu.current, button.current)
          menu.current.querySelector('button')?.focus()
        }}
      >
        {items.map((item, at) =>
          item === null ? (
            <hr key={at} />
          ) : (
            <button
              key={at}
              type="button"
              role="menuitem"
              tabIndex={-1}
              className={item.danger ? 'text-bad' : undefined}
              onClick={() => {
                menu.current?.hidePopover()
                item.onSelect()
              }}
            >
              {item.icon}
              {item.label}
              {item.keys !== undefined && <kbd>{item.keys}</kbd>}
            </button>
          ),
        )}
      </div>
    </>
  )
}
