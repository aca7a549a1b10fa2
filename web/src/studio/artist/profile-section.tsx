/** Words and lists of a profile, saved together; two who edit at once are told. */
import { useState } from 'react'

import type { ArtistDetail } from '@/api/types'
import { Form, type Values } from '@/ui/form'
import { Section, useTelling } from '@/ui/section'

import { ConflictView } from '@/studio/editing/conflict-view'
import { ARTIST_FIELDS } from './artist-fields'
import { ProfileFields } from './profile-fields'
import { ProfileLists } from './profile-lists'
import { fieldsOf, type Profile, type Rows, rowsOf } from './profile-values'
import { useArtistChange } from './use-artist-change'
import { useProfileEdit } from './use-profile-edit'

export function ProfileSection({ artist }: { artist: ArtistDetail }) {
  const telling = useTelling()
  const accept = useArtistChange(artist.slug)
  const saved = (answer: ArtistDetail) => {
    accept(answer)
    telling.tell('The profile is saved.', true)
  }
  const { edit, save, takeTheirs, form } = useProfileEdit(artist, saved)
  const submit = async (values: Values, rows: Rows) => {
    telling.tell('')
    const stands = await save(values, rows)
    if (stands === undefined) telling.tell('Nothing has changed.', true)
  }
  return (
    <Section title="Profile" telling={telling}>
      <ProfileForm key={form.round} start={form.start} onSubmit={submit} />
      <ConflictView edit={edit} onTakeTheirs={() => void takeTheirs()} names={ARTIST_FIELDS} />
    </Section>
  )
}

interface ProfileFormProps {
  start: Profile
  onSubmit: (values: Values, rows: Rows) => Promise<void>
}

function ProfileForm({ start, onSubmit }: ProfileFormProps) {
  const [rows, setRows] = useState(() => rowsOf(start))
  return (
    <Form
      submit="Save the profile"
      busy="Saving…"
      fields={fieldsOf(rows)}
      onSubmit={(values) => onSubmit(values, rows)}
    >
      {(errors) => (
        <>
          <ProfileFields profile={start} errors={errors} />
          <ProfileLists profile={start} rows={rows} onRows={setRows} errors={errors} />
        </>
      )}
    </Form>
  )
}
