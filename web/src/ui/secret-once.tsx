/** A secret that is shown this once: to copy, and to say that one has it. */
import { Button } from './button'
import { CopyButton } from './copy-button'
import { Dialog } from './dialog'

interface SecretOnceProps {
  title: string
  /** What to do with it. */
  hint: string
  secret: string
  onClose: () => void
}

export function SecretOnce({ title, hint, secret, onClose }: SecretOnceProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <p className="mb-3 text-ink2">
        {hint} <strong className="font-semibold text-ink">It is not shown again.</strong>
      </p>
      <code className="mb-4 block rounded-control bg-paper2 p-3 font-mono wrap-anywhere select-all">
        {secret}
      </code>
      <div className="flex flex-wrap justify-between gap-2">
        <CopyButton text={secret} label="Copy" />
        <Button onClick={onClose}>I have copied it</Button>
      </div>
    </Dialog>
  )
}
