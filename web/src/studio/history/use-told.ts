/** Words about what has just been done, which take the focus: the button that did it has gone. */
import { useEffect, useState, type RefObject } from 'react'

export function useTold(place: RefObject<HTMLElement | null>) {
  const [said, setSaid] = useState({ words: '' })
  useEffect(() => {
    if (said.words) place.current?.focus()
  }, [said, place])
  return { told: said.words, tell: (words: string) => setSaid({ words }) }
}
