/** One passkey: renamed or removed. */
import { useState } from 'react'

import { removePasskey, renamePasskey } from '@/api/passkeys'
import type { Passkey } from '@/api/security'
import { Button } from '@/ui/button'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { Row } from '@/ui/row'
import type { Telling } from '@/ui/section'
import { When } from '@/ui/when'

import { ENDS_OTHERS } from './ends-others'
import { NameDialog } from './name-dialog'
import { useSecurityChange } from './use-security-change'

interface PasskeyRowProps {
  passkey: Passkey
  tell: Telling['tell']
}

export function PasskeyRow({ passkey, tell }: PasskeyRowProps) {
  const { id, name } = passkey
  const change = useSecurityChange()
  const [open, setOpen] = useState<'name' | 'remove' | null>(null)
  const close = () => setOpen(null)
  const rename = async (next: string) => {
    await renamePasskey(id, next)
    close()
    tell(`It is called “${next}” now.`)
    await change()
  }
  const removed = () => {
    close()
    tell(`“${name}” is removed. It no longer signs in.`, true)
    void change()
  }
  return (
    <Row
      title={name}
      facts={<PasskeyFacts passkey={passkey} />}
      actions={
        <>
          <Button
            look="quiet"
            className="px-3"
            aria-label={`Rename ${name}`}
            onClick={() => setOpen('name')}
          >
            Rename
          </Button>
          <Button
            look="quiet"
            className="px-3 text-bad!"
            aria-label={`Remove ${name}`}
            onClick={() => setOpen('remove')}
          >
            Remove
          </Button>
        </>
      }
    >
      {open === 'name' && (
        <NameDialog
          title="Rename the passkey"
          label="Name"
          submit="Save"
          busy="Saving…"
          name={name}
          onName={rename}
          onClose={close}
        />
      )}
      {open === 'remove' && <RemoveDialog passkey={passkey} onDone={removed} onCancel={close} />}
    </Row>
  )
}

interface RemoveDialogProps {
  passkey: Passkey
  onDone: () => void
  onCancel: () => void
}

function RemoveDialog({ passkey, onDone, onCancel }: RemoveDialogProps) {
  return (
    <ConfirmDialog
      title={
        <>
          Remove <bdi>{passkey.name}</bdi>
        </>
      }
      action="Remove"
      onConfirm={() => removePasskey(passkey.id)}
      onDone={onDone}
      onCancel={onCancel}
    >
      It no longer signs you in. {ENDS_OTHERS} Your device may go on offering it; delete it there,
      too.
    </ConfirmDialog>
  )
}

const PasskeyFacts = ({ passkey }: { passkey: Passkey }) => (
  <>
    Added <When at={passkey.created_at} isDay />
    {passkey.last_used_at !== null && (
      <>
        {' · last used '}
        <When at={passkey.last_used_at} />
      </>
    )}
  </>
)
