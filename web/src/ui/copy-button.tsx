/** Copies a text and says whether that worked. */
import { useState } from 'react'

import { Button } from './button'

interface CopyButtonProps {
  text: string
  label: string
}

const WORDS = {
  idle: '',
  copied: 'Copied.',
  refused: 'This browser did not allow it. Select the text and copy it by hand.',
}

export function CopyButton({ text, label }: CopyButtonProps) {
  const [state, setState] = useState<keyof typeof WORDS>('idle')
  const copy = async () => {
    // Browsers offer no clipboard to pages that came without TLS.
    if (!('clipboard' in navigator)) return setState('refused')
    await navigator.clipboard.writeText(text).then(
      () => setState('copied'),
      () => setState('refused'),
    )
  }
  return (
    <span className="inline-flex flex-wrap items-center gap-3">
      <Button look="outline" onClick={() => void copy()}>
        {label}
      </Button>
      <span role="status" className="text-sm text-ink2">
        {WORDS[state]}
      </span>
    </span>
  )
}
