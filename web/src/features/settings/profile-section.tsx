/** Name, username, words and links, saved together. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import type { FieldErrors } from '@/api/problem'
import { changeProfile, type Profile, profileQuery } from '@/api/profile'
import { meQuery } from '@/api/queries'
import { Field } from '@/ui/field'
import { Form, type Values } from '@/ui/form'
import { Loaded } from '@/ui/loaded'
import { Section, useTelling } from '@/ui/section'
import { TextArea } from '@/ui/text-area'

import { addressField, labelField, linksOf } from './links'
import { LinkRows } from './link-rows'

export function ProfileSection({ username }: { username: string }) {
  const telling = useTelling()
  const profile = useQuery(profileQuery(username))
  return (
    <Section
      title="Name, words and links"
      intro="Who may see it is up to you: see Privacy."
      telling={telling}
    >
      <Loaded query={profile} bone="h-100">
        {(data) => <ProfileForm key={data.id} profile={data} tell={telling.tell} />}
      </Loaded>
    </Section>
  )
}

interface ProfileFormProps {
  profile: Profile
  tell: (words: string) => void
}

function ProfileForm({ profile, tell }: ProfileFormProps) {
  const client = useQueryClient()
  // As they were at first: rows keep their numbers when a save brings other places.
  const [links] = useState(profile.links)
  const [rows, setRows] = useState(() => links.map((_, row) => row))
  const save = async (values: Values) => {
    tell('')
    const username = (values.username ?? '').trim()
    const saved = await changeProfile({
      ...{ name: values.name ?? '', bio: values.bio ?? '' },
      links: linksOf(values, rows),
      ...(username !== profile.username && { username }),
    })
    client.setQueryData(profileQuery(saved.username).queryKey, saved)
    await client.invalidateQueries({ queryKey: meQuery.queryKey })
    tell('Your profile is saved.')
  }
  const rowFields = rows.flatMap((row) => [labelField(row), addressField(row)])
  return (
    <Form
      submit="Save the profile"
      busy="Saving…"
      fields={['name', 'username', 'bio', 'links', ...rowFields]}
      onSubmit={save}
    >
      {(errors) => (
        <>
          <NameFields profile={profile} errors={errors} />
          <LinkRows links={links} rows={rows} onRows={setRows} errors={errors} />
        </>
      )}
    </Form>
  )
}

function NameFields({ profile, errors }: { profile: Profile; errors: FieldErrors }) {
  return (
    <>
      <Field
        label="Name"
        name="name"
        dir="auto"
        defaultValue={profile.name}
        maxLength={50}
        autoComplete="name"
        error={errors.name}
        hint="As you want to be called. Left empty, it is your username."
      />
      <Field
        label="Username"
        name="username"
        defaultValue={profile.username}
        maxLength={100}
        autoCapitalize="none"
        autoComplete="username"
        required
        error={errors.username}
        hint="You sign in with it. It can be changed every 30 days; nobody else gets the old one for 90 days."
      />
      <TextArea
        label="About you"
        name="bio"
        defaultValue={profile.bio}
        maxLength={1000}
        rows={4}
        error={errors.bio}
        hint="Up to 1,000 characters."
      />
    </>
  )
}
