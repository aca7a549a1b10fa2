/** The plain fields of a profile. */
import type { FieldErrors } from '@/api/problem'
import { Field } from '@/ui/field'
import { SelectField } from '@/ui/select-field'
import { TextArea } from '@/ui/text-area'

import type { Profile } from './profile-values'

const KINDS: [Profile['kind'], string][] = [
  ['', 'Not said'],
  ['person', 'A person'],
  ['group', 'A group'],
  ['orchestra', 'An orchestra'],
  ['choir', 'A choir'],
  ['character', 'A character'],
  ['other', 'Something else'],
]

export function ProfileFields({ profile, errors }: { profile: Profile; errors: FieldErrors }) {
  return (
    <>
      <Field
        label="Name"
        name="name"
        dir="auto"
        defaultValue={profile.name}
        maxLength={200}
        autoComplete="off"
        required
        error={errors.name}
        hint="The address of the page stays when the name changes."
      />
      <Field
        label="Sort name"
        name="sort_name"
        dir="auto"
        defaultValue={profile.sort_name}
        maxLength={200}
        autoComplete="off"
        error={errors.sort_name}
        hint="Where alphabetical lists have it, such as “Dunes, The”. Left empty, it is the name."
      />
      <SelectField
        label="Kind"
        name="kind"
        options={KINDS}
        defaultValue={profile.kind}
        error={errors.kind}
      />
      <TextArea
        label="Biography"
        name="biography"
        defaultValue={profile.biography}
        maxLength={10_000}
        rows={8}
        error={errors.biography}
        hint="Plain text of several lines, up to 10,000 characters."
      />
      <Field
        label="MusicBrainz id"
        name="musicbrainz_artist_id"
        defaultValue={profile.musicbrainz_artist_id ?? ''}
        maxLength={200}
        autoComplete="off"
        autoCapitalize="none"
        error={errors.musicbrainz_artist_id}
        hint="You can paste the address of the artist’s page there."
      />
    </>
  )
}
