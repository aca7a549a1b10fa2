/** Who sees what of oneself. */
import { useQuery, useQueryClient } from '@tanstack/react-query'

import { changePrivacy, type Privacy, privacyQuery } from '@/api/profile'
import { Form, type Values } from '@/ui/form'
import { Heading } from '@/ui/heading'
import { Loaded } from '@/ui/loaded'
import { RadioGroup } from '@/ui/radio-group'
import { Section, useTelling } from '@/ui/section'

import { ACTIVITY, LISTING, privacyOf, PROFILE } from './privacy'

export function PrivacyPage() {
  const telling = useTelling()
  const privacy = useQuery(privacyQuery)
  return (
    <>
      <Heading title="Privacy" className="mb-6 text-3xl font-bold">
        Privacy
      </Heading>
      <Section
        title="Who sees what"
        intro="The music that you put out is public in any case."
        telling={telling}
      >
        <Loaded query={privacy} bone="h-100">
          {(data) => <PrivacyForm privacy={data} tell={telling.tell} />}
        </Loaded>
      </Section>
    </>
  )
}

interface PrivacyFormProps {
  privacy: Privacy
  tell: (words: string) => void
}

function PrivacyForm({ privacy, tell }: PrivacyFormProps) {
  const client = useQueryClient()
  const save = async (values: Values) => {
    tell('')
    client.setQueryData(privacyQuery.queryKey, await changePrivacy(privacyOf(values)))
    tell('Your choice is saved.')
  }
  return (
    <Form submit="Save" busy="Saving…" fields={[]} onSubmit={save}>
      {() => (
        <>
          <RadioGroup
            legend="Your profile"
            name="profile"
            options={PROFILE}
            defaultValue={privacy.profile}
          />
          <RadioGroup
            legend="What you play and like"
            name="activity"
            options={ACTIVITY}
            defaultValue={privacy.activity}
          />
          <RadioGroup
            legend="Searches for people"
            name="listing"
            options={LISTING}
            defaultValue={privacy.is_listed ? 'listed' : 'hidden'}
          />
        </>
      )}
    </Form>
  )
}
