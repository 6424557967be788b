import { useState } from 'react'
import type * as z from 'zod'

/**
 * State of a form that survives a reload of this tab, under `studymate.draft.{key}`; signing out takes it away. `start` is what the server has; a draft
 * that no longer fits `schema` is dropped. Gives value, setter, and what forgets the draft once it is saved.
 */
export function useDraft<T>(key: string, schema: z.ZodType<T>, start: T): readonly [T, (next: T) => void, () => void] {
  const name = `studymate.draft.${key}`
  const [value, setValue] = useState<T>(() => {
    try {
      const kept = schema.safeParse(JSON.parse(sessionStorage.getItem(name) ?? 'null'))
      return kept.success ? kept.data : start
    } catch {
      return start
    }
  })
  const set = (next: T) => {
    setValue(next)
    try {
      sessionStorage.setItem(name, JSON.stringify(next))
    } catch {
      // Storage may be refused: the draft then lasts as long as the page.
    }
  }
  return [value, set, () => sessionStorage.removeItem(name)]
}
