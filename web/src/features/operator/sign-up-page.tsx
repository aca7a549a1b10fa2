/** Who may sign up at this server, and invitations. */
import { useQuery, useQueryClient } from '@tanstack/react-query'

import { setSignUpMode, type SignUpMode, signUpModeQuery } from '@/api/moderation'
import { Form } from '@/ui/form'
import { Heading } from '@/ui/heading'
import { Loaded } from '@/ui/loaded'
import { RadioGroup } from '@/ui/radio-group'
import { Section, useTelling } from '@/ui/section'

import { InvitationSection } from './invitation-section'

const MODES: { value: SignUpMode; label: string; hint: string }[] = [
  { value: 'open', label: 'Everybody', hint: 'Anyone with an e-mail address.' },
  { value: 'invite', label: 'People with an invitation', hint: 'You or a team invites them.' },
  { value: 'closed', label: 'Nobody', hint: 'Who has an account keeps it.' },
]

const modeOf = (typed?: string): SignUpMode =>
  MODES.find(({ value }) => value === typed)?.value ?? 'closed'

export function SignUpPage() {
  return (
    <>
      <Heading title="Sign-up">Sign-up</Heading>
      <div className="max-w-180">
        <ModeSection />
        <InvitationSection />
      </div>
    </>
  )
}

function ModeSection() {
  const telling = useTelling()
  const client = useQueryClient()
  const mode = useQuery(signUpModeQuery)
  const save = async (chosen: SignUpMode) => {
    telling.tell('')
    client.setQueryData(signUpModeQuery.queryKey, await setSignUpMode(chosen))
    await client.invalidateQueries({ queryKey: ['sign-in-options'] })
    telling.tell('Your choice is saved.')
  }
  return (
    <Section title="Who may sign up" telling={telling}>
      <Loaded query={mode} bone="h-60">
        {(data) => (
          <Form
            submit="Save"
            busy="Saving…"
            fields={[]}
            onSubmit={({ mode: chosen }) => save(modeOf(chosen))}
          >
            {() => (
              <RadioGroup
                legend="New accounts are for"
                name="mode"
                options={MODES}
                defaultValue={data.mode}
              />
            )}
          </Form>
        )}
      </Loaded>
    </Section>
  )
}
