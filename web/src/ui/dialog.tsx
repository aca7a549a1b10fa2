/** A modal dialog: opens when it appears, gives the focus back when it goes. */
import { useEffect, useId, useLayoutEffect, useRef, type ReactNode } from 'react'

interface DialogProps {
  title: ReactNode
  onClose: () => void
  children: ReactNode
}

const DIALOG =
  'm-auto max-h-[calc(100dvh-2rem)] w-[min(28rem,calc(100vw-2rem))] overflow-y-auto rounded-sheet ' +
  'border border-line bg-paper p-6 text-ink shadow-float'

export function Dialog({ title, onClose, children }: DialogProps) {
  const id = useId()
  const ref = useRef<HTMLDialogElement>(null)
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  }, [onClose])
  useLayoutEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    // Closing it while it still stands is what gives the focus back.
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={ref}
      aria-labelledby={id}
      onClose={(event) => !event.currentTarget.open && close.current()}
      className={DIALOG}
    >
      <h2 id={id} className="mb-4 text-xl font-bold">
        {title}
      </h2>
      {children}
    </dialog>
  )
}
