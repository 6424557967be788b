import { useEffect, useState } from 'react'

/** How long typing rests before the server is asked. */
const REST_MS = 250

/** What is typed into a search, and what of it is sought once the typing rests. */
export function useSought(): { readonly typed: string; readonly sought: string; readonly type: (text: string) => void } {
  const [typed, setTyped] = useState('')
  const [sought, setSought] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSought(typed.normalize('NFC').trim()), REST_MS)
    return () => clearTimeout(timer)
  }, [typed])
  return { typed, sought, type: setTyped }
}
