import { create } from 'zustand'
import { Button } from '#ui/button.tsx'

interface Toast {
  readonly key: number
  readonly text: string
  readonly action: { readonly label: string; readonly run: () => void } | null
}

const useToasts = create<{ readonly list: readonly Toast[] }>(() => ({ list: [] }))
const STAYS_MS = 6_000
let nextKey = 0

function drop(key: number) {
  useToasts.setState(({ list }) => ({ list: list.filter((toast) => toast.key !== key) }))
}

/** Says that something was done, for six seconds, with a way to undo it. Never for errors: those stay where they happened. */
export function toast(text: string, action: Toast['action'] = null): void {
  const key = nextKey++
  useToasts.setState(({ list }) => ({ list: [...list.slice(-2), { key, text, action }] }))
  setTimeout(() => drop(key), STAYS_MS)
}

/** Where toasts appear; once, in the app's root. Readers hear each politely. */
export function ToastRegion() {
  const list = useToasts((state) => state.list)
  return (
    <div className="toasts" role="status" aria-live="polite">
      {list.map(({ key, text, action }) => (
        <div key={key} className="toast">
          <span>{text}</span>
          {action && (
            <Button
              kind="quiet"
              small
              onClick={() => {
                action.run()
                drop(key)
              }}
            >
              {action.label}
            </Button>
          )}
        </div>
      ))}
    </div>
  )
}
