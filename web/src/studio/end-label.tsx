/** Asks before an artist and a label part. */
import { leaveLabel } from '@/api/labels'
import { ConfirmDialog } from '@/ui/confirm-dialog'

interface EndLabelProps {
  artist: { id: string; name: string }
  label: { slug: string; name: string }
  /** "Leave" for the artist, "Let go" for the label. */
  verb: 'Leave' | 'Let go'
  /** Called with the name of the other side. */
  onDone: (name: string) => void
  onCancel: () => void
}

export function EndLabel({ artist, label, verb, onDone, onCancel }: EndLabelProps) {
  const { name } = verb === 'Leave' ? label : artist
  return (
    <ConfirmDialog
      title={
        <>
          {verb} <bdi>{name}</bdi>
        </>
      }
      action={verb}
      onConfirm={() => leaveLabel(label.slug, artist.id)}
      onDone={() => onDone(name)}
      onCancel={onCancel}
    >
      The team of <bdi>{label.name}</bdi> no longer works on <bdi>{artist.name}</bdi>. Its music
      stays as it is. To come back, one side asks and the other accepts.
    </ConfirmDialog>
  )
}
