/** What a new token is called, what it may do, and until when. */
import { useQuery } from '@tanstack/react-query'

import type { NewToken } from '@/api/access'
import { meQuery } from '@/api/queries'
import { SelectField } from '@/ui/select-field'

import { ScopedDialog } from './scoped-dialog'
import { expiryOf, LIFETIMES, scopeChoices } from './scopes'

interface TokenDialogProps {
  onMake: (token: NewToken) => Promise<void>
  onClose: () => void
}

export function TokenDialog({ onMake, onClose }: TokenDialogProps) {
  const user = useQuery(meQuery).data?.user
  return (
    <ScopedDialog
      title="Make a token"
      label="Name"
      hint="What it is for: “Nightly upload”."
      choices={scopeChoices(user?.is_moderator === true || user?.is_operator === true)}
      chosenFirst={['read']}
      onMake={(name, scopes, { days = '' }) => onMake({ name, scopes, expires_at: expiryOf(days) })}
      onClose={onClose}
    >
      <SelectField label="It works for" name="days" options={LIFETIMES} defaultValue="90" />
    </ScopedDialog>
  )
}
