/** The fields of a track's details, group by group. */
import { Group, type InputOf } from '@/studio/release/details-fields'
import { Field } from '@/ui/field'
import { SelectField } from '@/ui/select-field'

interface FieldsProps {
  inputOf: InputOf
}

const PAIR = 'grid gap-5 sm:grid-cols-2'
const MARKS: [string, string][] = [
  ['', 'Not said'],
  ['explicit', 'Explicit'],
  ['clean', 'Clean version'],
]

export const TitleFields = ({ inputOf }: FieldsProps) => (
  <Group legend="About">
    <div className={PAIR}>
      <Field label="Title" dir="auto" maxLength={300} autoComplete="off" {...inputOf('title')} />
      <Field
        label="Version"
        hint="Such as “live” or “radio edit”, where there are several."
        dir="auto"
        maxLength={200}
        autoComplete="off"
        {...inputOf('version_title')}
      />
    </div>
    <Field
      label="Artist line"
      hint="As it is to stand below the title, such as “Marram feat. Ines”. Empty for the release’s."
      dir="auto"
      maxLength={500}
      autoComplete="off"
      {...inputOf('credit')}
    />
    <div className={PAIR}>
      <Field
        label="Track number"
        hint="As the disc prints it. Move tracks in the release to change their order."
        inputMode="numeric"
        autoComplete="off"
        {...inputOf('number')}
      />
      <SelectField label="Explicit mark" options={MARKS} {...inputOf('explicit')} />
    </div>
  </Group>
)

export const MusicFields = ({ inputOf }: FieldsProps) => (
  <Group legend="The music">
    <div className={PAIR}>
      <Field
        label="BPM"
        hint="1 to 999."
        inputMode="decimal"
        autoComplete="off"
        {...inputOf('bpm')}
      />
      <Field
        label="Key"
        hint="Such as C, F#m or Bb."
        maxLength={40}
        autoComplete="off"
        {...inputOf('key')}
      />
      <Field
        label="Work"
        hint="What is played, where it has a name of its own: the symphony, the song covered."
        dir="auto"
        maxLength={300}
        autoComplete="off"
        {...inputOf('work')}
      />
      <Field
        label="Language"
        hint="Of the words, as a tag: pt, pt-BR, zxx for music without words."
        maxLength={35}
        autoComplete="off"
        {...inputOf('language')}
      />
    </div>
  </Group>
)

export const CodeFields = ({ inputOf }: FieldsProps) => (
  <Group legend="Codes">
    <div className={PAIR}>
      <Field
        label="ISRC"
        hint="The recording’s code, such as GB-AYE-06-01498."
        maxLength={40}
        autoComplete="off"
        {...inputOf('isrc')}
      />
      <Field
        label="MusicBrainz recording"
        hint="Its id, or its address there."
        autoComplete="off"
        {...inputOf('musicbrainz_recording_id')}
      />
      <Field label="MusicBrainz track" autoComplete="off" {...inputOf('musicbrainz_track_id')} />
      <Field label="MusicBrainz work" autoComplete="off" {...inputOf('musicbrainz_work_id')} />
    </div>
  </Group>
)
