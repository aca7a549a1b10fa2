/** For whom a new share link is, until when, and how often it may be opened. */
import { ApiError } from '@/api/problem'
import type { NewShareLink } from '@/api/shares'
import { Dialog } from '@/ui/dialog'
import { Field } from '@/ui/field'
import { Form, type Values } from '@/ui/form'
import { SelectField } from '@/ui/select-field'

const DAY_MS = 24 * 3600 * 1000
const NAME_LENGTH = 100
const COUNT = 'Write a whole number from 1 to 100000, or nothing.'
const LIFETIMES: [days: string, label: string][] = [
  ['7', '7 days'],
  ['30', '30 days'],
  ['90', '90 days'],
  ['', 'Until it is revoked'],
]

/** Raises ApiError with the field `max_visits`. */
export function shareLinkOf(values: Values, now = Date.now()): NewShareLink {
  const { name = '', days = '', max_visits = '' } = values
  const count = Number(max_visits)
  if (max_visits.trim() !== '' && !(Number.isInteger(count) && count >= 1))
    throw new ApiError(422, '', COUNT, { max_visits: COUNT })
  return {
    name: name.trim(),
    expires_at: days === '' ? null : new Date(now + Number(days) * DAY_MS).toISOString(),
    max_visits: max_visits.trim() === '' ? null : count,
  }
}

interface ShareLinkDialogProps {
  onMake: (link: NewShareLink) => Promise<void>
  onClose: () => void
}

export function ShareLinkDialog({ onMake, onClose }: ShareLinkDialogProps) {
  return (
    <Dialog title="Make a share link" onClose={onClose}>
      <Form
        submit="Make the link"
        busy="Making it…"
        fields={['name', 'days', 'max_visits']}
        onSubmit={async (values) => onMake(shareLinkOf(values))}
        onCancel={onClose}
      >
        {(errors) => (
          <>
            <Field
              label="For whom"
              hint="A note for your team: “The Wire, review”. Guests don’t see it."
              name="name"
              dir="auto"
              maxLength={NAME_LENGTH}
              autoComplete="off"
              error={errors.name}
            />
            <SelectField
              label="It works for"
              name="days"
              options={LIFETIMES}
              defaultValue="30"
              error={errors.expires_at}
            />
            <Field
              label="How many browsers may open it"
              hint="Those that did stay in. Empty for any number."
              name="max_visits"
              inputMode="numeric"
              autoComplete="off"
              error={errors.max_visits}
            />
          </>
        )}
      </Form>
    </Dialog>
  )
}
