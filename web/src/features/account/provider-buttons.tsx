/** A button for each provider that people may sign in with. */
import { ProviderForm } from '@/ui/provider-form'

interface ProviderButtonsProps {
  providers: { id: string; name: string }[]
  next?: string
  invitation?: string
}

export function ProviderButtons({ providers, next, invitation }: ProviderButtonsProps) {
  const search = new URLSearchParams()
  if (next) search.set('next', next)
  if (invitation) search.set('invitation', invitation)
  return providers.map((provider) => (
    <ProviderForm
      key={provider.id}
      provider={provider.id}
      process="login"
      returnTo={`/sign-in/return?${search}`}
      label={`Continue with ${provider.name}`}
    />
  ))
}
