/** Which option of a combobox is marked, and what its keys do. */
import { type KeyboardEvent, useState } from 'react'

interface Keys<T> {
  options: T[]
  onChoose: (option: T) => void
  onEnter?: () => void
  onBackspace?: () => void
  /** Marks the first option by itself. */
  isEager?: boolean
}

export function useOptions<T>({ options, onChoose, onEnter, onBackspace, isEager }: Keys<T>) {
  const start = isEager ? 0 : -1
  const [isOpen, setIsOpen] = useState(false)
  const [active, setActive] = useState(start)
  const isShown = isOpen && options.length > 0
  const marked = isShown ? options[Math.min(active, options.length - 1)] : undefined

  const open = () => {
    setIsOpen(true)
    setActive(start)
  }
  const close = () => setIsOpen(false)
  const choose = (option: T) => {
    close()
    onChoose(option)
  }
  const step = (by: 1 | -1) => {
    const count = options.length
    const from = isShown ? active : -1
    setIsOpen(true)
    setActive(from < 0 ? (by > 0 ? 0 : count - 1) : (from + by + count) % Math.max(1, count))
  }
  const enter = (): boolean => {
    if (marked) choose(marked)
    else if (onEnter) onEnter()
    else return false
    return true
  }
  const escape = (): boolean => {
    if (isShown) close()
    return isShown
  }
  const acts: Record<string, () => boolean | void> = {
    ArrowDown: () => (step(1), true),
    ArrowUp: () => (step(-1), true),
    Enter: enter,
    Escape: escape,
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing || event.altKey) return
    if (event.key === 'Backspace' && event.currentTarget.value === '') onBackspace?.()
    if (acts[event.key]?.()) event.preventDefault()
  }
  return { isShown, marked, open, close, choose, onKeyDown }
}
