/** The label itself: its name, and its end. */
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'

import { deleteLabel, type Label, renameLabel } from '@/api/labels'
import { Button } from '@/ui/button'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { Dialog } from '@/ui/dialog'
import { Section, useTelling } from '@/ui/section'

import { LabelNameForm } from './label-name-form'
import { useTeamChange } from './use-team-change'

export function LabelSelfSection({ label }: { label: Label }) {
  const telling = useTelling()
  const refresh = useTeamChange()
  const [open, setOpen] = useState<'rename' | 'delete'>()
  const close = () => setOpen(undefined)
  const rename = async (name: string) => {
    await renameLabel(label.slug, name)
    close()
    telling.tell('Renamed. The address stays.')
    await refresh()
  }
  if (!label.abilities.includes('edit')) return null
  return (
    <Section title="This label" telling={telling}>
      <div className="flex flex-wrap gap-2">
        <Button look="outline" onClick={() => setOpen('rename')}>
          Rename…
        </Button>
        {label.abilities.includes('manage_owners') && (
          <Button look="danger" onClick={() => setOpen('delete')}>
            Delete the label…
          </Button>
        )}
      </div>
      {open === 'rename' && (
        <Dialog title="Rename the label" onClose={close}>
          <LabelNameForm
            submit="Rename"
            busy="Renaming…"
            name={label.name}
            onName={rename}
            onCancel={close}
          />
        </Dialog>
      )}
      {open === 'delete' && <DeleteLabel label={label} onCancel={close} />}
    </Section>
  )
}

function DeleteLabel({ label, onCancel }: { label: Label; onCancel: () => void }) {
  const refresh = useTeamChange()
  const navigate = useNavigate()
  const deleted = async () => {
    await navigate({ to: '/studio/labels' })
    await refresh()
  }
  return (
    <ConfirmDialog
      title={
        <>
          Delete <bdi>{label.name}</bdi>
        </>
      }
      action="Delete the label"
      onConfirm={() => deleteLabel(label.slug)}
      onDone={() => void deleted()}
      onCancel={onCancel}
    >
      Its team ends, and its artists go on by themselves with all their music. There is no way back.
    </ConfirmDialog>
  )
}
