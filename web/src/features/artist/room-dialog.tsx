/** Another storage limit for an artist, or the server's own. */
import { type Quota, setQuota } from '@/api/artist-profile'
import { ApiError } from '@/api/problem'
import type { Artist } from '@/api/types'
import { ReasonField } from '@/ui/reason-dialog'
import { reasonOf } from '@/ui/reason'
import { Dialog } from '@/ui/dialog'
import { Field } from '@/ui/field'
import { Form, type Values } from '@/ui/form'
import { RadioGroup } from '@/ui/radio-group'

const GIGABYTE = 1e9

interface RoomDialogProps {
  artist: Pick<Artist, 'id' | 'name'>
  quota: Quota
  onSet: () => void
  onClose: () => void
}

const LIMITS = [
  { value: 'server', label: 'As this server’s setting says' },
  { value: 'own', label: 'A limit of its own' },
  { value: 'none', label: 'No limit' },
] as const

const limitOf = ({ is_default, quota_bytes }: Quota): (typeof LIMITS)[number]['value'] => {
  if (is_default) return 'server'
  return quota_bytes === 0 ? 'none' : 'own'
}

const NO_SIZE = 'Write how many gigabytes, such as 20.'

/** Raises ApiError with the field `gigabytes`. */
function bytesIn({ limit, gigabytes }: Values): number | null {
  if (limit === 'server') return null
  if (limit === 'none') return 0
  const bytes = Math.round(Number((gigabytes ?? '').replace(',', '.')) * GIGABYTE)
  if (bytes > 0 && Number.isSafeInteger(bytes)) return bytes
  throw new ApiError(422, 'operator.no_size', NO_SIZE, { gigabytes: NO_SIZE })
}

export function RoomDialog({ artist, quota, onSet, onClose }: RoomDialogProps) {
  const limit = limitOf(quota)
  return (
    <Dialog
      title={
        <>
          Storage limit of <bdi>{artist.name}</bdi>
        </>
      }
      onClose={onClose}
    >
      <p className="mb-5 text-ink2">
        Nothing that is there already goes; new files are refused where there is no room.
      </p>
      <Form
        submit="Set the limit"
        busy="Saving…"
        fields={['gigabytes', 'reason']}
        onSubmit={async (values) => {
          await setQuota(artist.id, bytesIn(values), reasonOf(values.reason))
          onSet()
        }}
        onCancel={onClose}
      >
        {(errors) => (
          <>
            <RadioGroup legend="Limit" name="limit" options={[...LIMITS]} defaultValue={limit} />
            <Field
              label="Gigabytes"
              hint="For a limit of its own."
              name="gigabytes"
              inputMode="decimal"
              defaultValue={limit === 'own' ? quota.quota_bytes / GIGABYTE : ''}
              autoComplete="off"
              error={errors.gigabytes}
            />
            <ReasonField error={errors.reason} />
          </>
        )}
      </Form>
    </Dialog>
  )
}
