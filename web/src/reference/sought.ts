import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'

/** `validateSearch` of the reference: what is searched for. */
export function referenceSearch(search: Record<string, unknown>): { q?: string } {
  return typeof search['q'] === 'string' && search['q'] !== '' ? { q: search['q'] } : {}
}

/** The words in the search box. They live in the address too, so that a search can be sent on, and going back brings it back. */
export function useSought(): readonly [string, (words: string) => void] {
  const { q = '' } = useSearch({ from: '/docs' })
  const navigate = useNavigate({ from: '/docs' })
  const [typed, setTyped] = useState(q)
  // The address follows a moment later: what it says while somebody types on is their own older word.
  const underWay = useRef<string[]>([])
  useEffect(() => {
    const at = underWay.current.indexOf(q)
    if (at >= 0) underWay.current.splice(0, at + 1)
    else setTyped(q)
  }, [q])
  const change = (words: string) => {
    setTyped(words)
    underWay.current.push(words)
    void navigate({ search: words === '' ? {} : { q: words }, replace: true, resetScroll: false })
  }
  return [typed, change]
}
