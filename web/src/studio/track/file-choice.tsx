/** A button that opens the choice of one file. */
import { useId } from 'react'

import { buttonClass } from '@/ui/button'

interface FileChoiceProps {
  children: string
  accept: string
  disabled?: boolean
  onFile: (file: File) => void
}

const LOOK =
  'relative self-start hover:bg-paper3 has-focus-visible:outline-2 has-focus-visible:outline-spot ' +
  'has-disabled:opacity-55'

export function FileChoice({ children, accept, disabled = false, onFile }: FileChoiceProps) {
  const id = useId()
  return (
    <label htmlFor={id} className={buttonClass('outline', LOOK)}>
      {children}
      <input
        id={id}
        type="file"
        accept={accept}
        disabled={disabled}
        className="sr-only"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0]
          // The same file may be chosen again.
          event.currentTarget.value = ''
          if (file) onFile(file)
        }}
      />
    </label>
  )
}
