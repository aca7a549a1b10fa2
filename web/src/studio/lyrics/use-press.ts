/** A button that acts as it goes down, where every hundredth counts; held keys act once. */
import type { KeyboardEvent, MouseEvent, PointerEvent } from 'react'

const isPress = ({ key }: KeyboardEvent): boolean => key === 'Enter' || key === ' '

export function usePress(act: () => void) {
  return {
    onPointerDown: ({ button }: PointerEvent) => {
      if (button === 0) act()
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (!isPress(event)) return
      event.preventDefault()
      if (!event.repeat) act()
    },
    // Some browsers press a button as the key comes up.
    onKeyUp: (event: KeyboardEvent) => isPress(event) && event.preventDefault(),
    // Speech and switches send neither pointer nor key.
    onClick: ({ detail }: MouseEvent) => {
      if (detail === 0) act()
    },
  }
}
