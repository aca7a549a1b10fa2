/** The fields of a release's details, group by group. */
import { useQuery } from '@tanstack/react-query'
import type { ChangeEvent, ReactNode } from 'react'

import { licensesQuery } from '@/api/releases'
import type { ReleaseDetail } from '@/api/types'
import { Field } from '@/ui/field'
import { KINDS } from '@/ui/release-facts'
import { SelectField } from '@/ui/select-field'
import { TextArea } from '@/ui/text-area'

interface Input {
  name: string
  value: string
  error: string | undefined
  onChange: (event: ChangeEvent<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>) => void
}

export type InputOf = (name: string) => Input

interface FieldsProps {
  inputOf: InputOf
}

export function Group({ legend, children }: { legend: string; children: ReactNode }) {
  return (
    <fieldset className="flex flex-col gap-5">
      <legend className="mb-4 text-lg font-semibold">{legend}</legend>
      {children}
    </fieldset>
  )
}

const PAIR = 'grid gap-5 sm:grid-cols-2'

export function DescribingFields({ inputOf, release }: FieldsProps & { release: ReleaseDetail }) {
  return (
    <Group legend="About">
      <Field label="Title" dir="auto" maxLength={300} autoComplete="off" {...inputOf('title')} />
      <div className={PAIR}>
        <SelectField label="Kind" options={kindOptions(release)} {...inputOf('kind')} />
        <Field
          label="First released"
          hint="When this music first came out: 1997, 1997-05 or 1997-05-31."
          autoComplete="off"
          {...inputOf('released_on')}
        />
      </div>
      <Field
        label="Artist line"
        hint="As on the cover, such as “Marram feat. Ines”. Empty for the artist alone."
        dir="auto"
        maxLength={500}
        autoComplete="off"
        {...inputOf('credit')}
      />
      <Field
        label="Language"
        hint="Of the words, as a tag: pt, pt-BR, zxx for music without words."
        maxLength={35}
        autoComplete="off"
        {...inputOf('language')}
      />
      <TextArea label="About this release" maxLength={10_000} {...inputOf('description')} />
    </Group>
  )
}

/** While nothing is chosen it goes by the number of tracks. */
function kindOptions({ kind, chosen_kind }: ReleaseDetail): [string, string][] {
  const counted = chosen_kind === '' ? `: ${KINDS[kind]}` : ''
  return [['', `By the number of tracks${counted}`], ...Object.entries(KINDS)]
}

export function IdentityFields({ inputOf }: FieldsProps) {
  return (
    <Group legend="Label and numbers">
      <div className={PAIR}>
        <Field
          label="Label"
          dir="auto"
          maxLength={200}
          autoComplete="off"
          {...inputOf('label_name')}
        />
        <Field
          label="Catalog number"
          maxLength={100}
          autoComplete="off"
          {...inputOf('catalog_number')}
        />
      </div>
      <Field
        label="UPC or EAN"
        hint="The digits below the barcode."
        inputMode="numeric"
        maxLength={40}
        autoComplete="off"
        {...inputOf('upc')}
      />
      <div className={PAIR}>
        <Field
          label="MusicBrainz release"
          hint="Its id, or its address there."
          autoComplete="off"
          {...inputOf('musicbrainz_release_id')}
        />
        <Field
          label="MusicBrainz release group"
          autoComplete="off"
          {...inputOf('musicbrainz_group_id')}
        />
      </div>
    </Group>
  )
}

export function RightsFields({ inputOf }: FieldsProps) {
  const licenses = useQuery(licensesQuery).data ?? []
  const license = inputOf('license')
  const known = licenses.map(({ code, name }): [string, string] => [code, name])
  // Until the list is here, and should the server know one that the list doesn't have.
  const isListed = license.value === '' || known.some(([code]) => code === license.value)
  const own: [string, string][] = isListed ? [] : [[license.value, license.value]]
  return (
    <Group legend="Rights">
      <SelectField label="License" options={[['', 'Not said'], ...own, ...known]} {...license} />
      <Field
        label="© line"
        hint="Who owns the rights to words, music and pictures: 2024 Paper Heron."
        dir="auto"
        maxLength={300}
        autoComplete="off"
        {...inputOf('copyright_line')}
      />
      <Field
        label="℗ line"
        hint="Who owns the rights to the recordings: 2024 Paper Heron."
        dir="auto"
        maxLength={300}
        autoComplete="off"
        {...inputOf('phonographic_line')}
      />
    </Group>
  )
}
