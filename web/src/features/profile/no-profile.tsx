/** Nobody shows a profile at this address; whether somebody has it isn't told. */
import { ButtonLink } from '@/ui/button'
import { Missing } from '@/ui/states'

const GONE = 'Nobody shows a profile at this address. It may be mistyped, private or gone.'
const MAYBE = `${GONE} Some people show theirs only to those who are signed in.`

interface NoProfileProps {
  /** This page's path, to come back to after signing in. */
  next: string
  isMember: boolean
}

export function NoProfile({ next, isMember }: NoProfileProps) {
  if (isMember)
    return (
      <Missing
        title="No such profile"
        sentence={GONE}
        action={<ButtonLink to="/">Go home</ButtonLink>}
      />
    )
  const signIn = (
    <ButtonLink to="/sign-in" search={{ next }}>
      Sign in
    </ButtonLink>
  )
  return <Missing title="No such profile" sentence={MAYBE} action={signIn} />
}
