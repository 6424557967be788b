import { useEffect } from 'react'

/** The words of the browser's tab. Empty for the name alone. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === '' ? 'StudyMate' : `${title} · StudyMate`
  }, [title])
}
