/** What a new app password is for, and what it may do. */
import type { AppScope } from '@/api/access'

import { ScopedDialog } from './scoped-dialog'
import { APP_SCOPES } from './scopes'

interface AppPasswordDialogProps {
  onMake: (password: { name: string; scopes: AppScope[] }) => Promise<void>
  onClose: () => void
}

export function AppPasswordDialog({ onMake, onClose }: AppPasswordDialogProps) {
  return (
    <ScopedDialog
      title="Make an app password"
      label="Device or app"
      hint="So that you know it again: “Symfonium on my phone”."
      choices={APP_SCOPES}
      chosenFirst={APP_SCOPES.map(({ scope }) => scope)}
      onMake={(name, scopes) => onMake({ name, scopes })}
      onClose={onClose}
    />
  )
}
