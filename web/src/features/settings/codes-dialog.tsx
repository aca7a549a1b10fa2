/** The recovery codes, to copy, save as a file or print. */
import { useEffect, useMemo } from 'react'

import { Button, buttonClass } from '@/ui/button'
import { CopyButton } from '@/ui/copy-button'
import { Dialog } from '@/ui/dialog'

interface CodesDialogProps {
  codes: string[]
  onClose: () => void
}

const FILE = 'segue-recovery-codes.txt'

export const codesText = (codes: string[], origin: string): string =>
  [`Recovery codes for ${origin}`, 'Each works once.', '', ...codes, ''].join('\n')

export function CodesDialog({ codes, onClose }: CodesDialogProps) {
  const text = codesText(codes, window.location.origin)
  const address = useMemo(
    () => URL.createObjectURL(new Blob([text], { type: 'text/plain' })),
    [text],
  )
  useEffect(() => () => URL.revokeObjectURL(address), [address])
  return (
    <Dialog title="Recovery codes" onClose={onClose}>
      <p className="mb-4 text-ink2">Keep them somewhere safe. Each works once.</p>
      <div className="print-this mb-4 rounded-control bg-paper2 p-4">
        <p className="mb-3 hidden print:block">Recovery codes for {window.location.origin}</p>
        <ul aria-label="Codes" className="grid grid-cols-2 gap-x-6 gap-y-1.5 font-mono">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
      </div>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={text} label="Copy" />
        <a href={address} download={FILE} className={buttonClass('outline')}>
          Download
        </a>
        <Button look="outline" onClick={() => window.print()}>
          Print
        </Button>
        <Button className="ms-auto" onClick={onClose}>
          I have kept them
        </Button>
      </div>
    </Dialog>
  )
}
