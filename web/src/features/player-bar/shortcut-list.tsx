/** The list of keyboard shortcuts, and the switch for those of a single key. */
import { useEffect, useRef, useState } from 'react'

import { areLettersOn, setLettersOn, SHORTCUTS } from '@/player/shortcuts'
import { IconButton } from '@/ui/button'
import { CloseIcon } from '@/ui/icons'
import { Switch } from '@/ui/switch'

interface ShortcutListProps {
  onClose: () => void
}

export default function ShortcutList({ onClose }: ShortcutListProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  const [isOn, setIsOn] = useState(areLettersOn)
  const change = (next: boolean) => {
    setLettersOn(next)
    setIsOn(next)
  }
  return (
    <dialog
      ref={dialog}
      onClose={onClose}
      aria-labelledby="shortcuts-title"
      className="m-auto w-[min(30rem,calc(100vw-2rem))] rounded-sheet border border-line bg-paper p-6 text-ink shadow-float"
    >
      <form method="dialog" className="mb-3 flex items-center justify-between">
        <h2 id="shortcuts-title" className="text-xl font-bold">
          Keyboard shortcuts
        </h2>
        <IconButton type="submit" label="Close">
          <CloseIcon />
        </IconButton>
      </form>
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2.5">
        {SHORTCUTS.map(({ keys, does, isLetter }) => (
          <div key={keys} className={`contents ${isLetter && !isOn ? 'text-ink3' : ''}`}>
            <dt>
              <kbd className="rounded-[4px] border border-line-strong bg-paper2 px-1.5 py-0.5 font-sans text-sm font-semibold whitespace-nowrap">
                {keys}
              </kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <div className="mt-5 border-t border-line pt-4">
        <Switch
          label="Single-key shortcuts"
          hint="Turn J, K, L, M, Y and ? off if you control the page by speech."
          isOn={isOn}
          onChange={change}
        />
      </div>
    </dialog>
  )
}
