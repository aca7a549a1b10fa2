/** The address of an artist's page, and what becomes of the former one. */
import { useState } from 'react'

import { setArtistSlug } from '@/api/artist-profile'
import type { ArtistDetail } from '@/api/types'
import { Field } from '@/ui/field'
import { Form } from '@/ui/form'
import { Section, useTelling } from '@/ui/section'

import { ConflictView } from '@/studio/editing/conflict-view'
import { useEdit } from '@/studio/editing/use-edit'
import { useArtistChange } from './use-artist-change'

const INTRO =
  'Where listeners find the artist. Change it, and the former address leads on to the new one: links that people have go on working.'

export function AddressSection({ artist }: { artist: ArtistDetail }) {
  const telling = useTelling()
  const accept = useArtistChange(artist.slug)
  const [seen, setSeen] = useState(artist)
  const edit = useEdit(
    seen.version,
    (slug: string, version) => setArtistSlug(artist.id, slug, version),
    (answer) => {
      setSeen(answer)
      telling.tell(`The page is at /artist/${answer.slug} now. The former address leads there.`)
      accept(answer)
    },
  )
  const save = async (typed: string) => {
    telling.tell('')
    if (typed === seen.slug) telling.tell('Nothing has changed.')
    else await edit.submit(typed)
  }
  return (
    <Section title="Address" intro={INTRO} telling={telling}>
      <Form
        key={seen.slug}
        submit="Change the address"
        busy="Changing it…"
        fields={['slug']}
        onSubmit={({ slug }) => save((slug ?? '').trim())}
      >
        {(errors) => (
          <Field
            label="Address"
            name="slug"
            defaultValue={seen.slug}
            maxLength={100}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            required
            error={errors.slug}
            hint={`Small letters, digits and hyphens. Now: ${window.location.origin}/artist/${seen.slug}`}
          />
        )}
      </Form>
      <ConflictView edit={edit} onTakeTheirs={() => setSeen(artist)} />
    </Section>
  )
}
