import { useEffect } from 'react'
import type { FieldPath, FieldValues, UseFormReturn } from 'react-hook-form'

/** Puts the cursor into a field of a form that a press has just opened: whoever pressed goes on there. */
export function useFirstFocus<T extends FieldValues>(form: UseFormReturn<T>, name: FieldPath<T>): void {
  const { setFocus } = form
  useEffect(() => setFocus(name), [setFocus, name])
}
