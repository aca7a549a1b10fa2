/** The readable address of a release, and what becomes of the former one. */
import { ApiError, messageOf } from '@/api/problem'
import { setReleaseSlug } from '@/api/releases'
import type { ReleaseDetail } from '@/api/types'
import { ConflictView } from '@/studio/editing/conflict-view'
import { useDraft } from '@/studio/editing/use-draft'
import { useEdit } from '@/studio/editing/use-edit'
import { useReleaseChange } from '@/studio/use-release'
import { Button } from '@/ui/button'
import { Field, FormError } from '@/ui/field'
import { Section, useTelling } from '@/ui/section'

import { versionOf } from './edited-release'

const INTRO =
  'Where listeners find it. Change it, and the former address leads on to the new one: links that people have go on working.'

const NONE_YET =
  'It gets a readable address, made of its title, when it is first public. Then you can change it here.'

/** What was never public goes by its id. */
const hasAddress = ({ id, slug }: ReleaseDetail): boolean => id !== slug

export function AddressSection({ release }: { release: ReleaseDetail }) {
  const telling = useTelling()
  return (
    <Section title="Address" intro={hasAddress(release) ? INTRO : NONE_YET} telling={telling}>
      {hasAddress(release) && <AddressForm release={release} tell={telling.tell} />}
    </Section>
  )
}

interface AddressFormProps {
  release: ReleaseDetail
  tell: (words: string) => void
}

function AddressForm({ release, tell }: AddressFormProps) {
  const { accept, refresh } = useReleaseChange(release.id)
  const draft = useDraft({ slug: release.slug }, versionOf(release))
  const edit = useEdit(
    draft.version,
    (slug: string, version) => setReleaseSlug(release.id, slug, version),
    (answer) => {
      accept(answer)
      draft.reset()
      tell(`It is at /release/${answer.slug} now. /release/${release.slug} leads there.`)
    },
  )
  const fieldError = edit.error instanceof ApiError ? messageOf(edit.error) : undefined
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        tell('')
        void edit.save(draft.values.slug ?? '')
      }}
    >
      <ConflictView
        edit={edit}
        onTakeTheirs={() => {
          draft.reset()
          refresh()
        }}
      />
      {edit.error !== null && !fieldError && <FormError>{messageOf(edit.error)}</FormError>}
      <Field
        label="Address"
        hint={`${window.location.origin}/release/${draft.values.slug}`}
        name="slug"
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        value={draft.values.slug}
        error={fieldError}
        onChange={({ currentTarget: { value } }) => draft.set('slug', value)}
      />
      <Button
        type="submit"
        look="outline"
        className="self-start"
        disabled={!draft.isDirty || edit.isSaving}
      >
        {edit.isSaving ? 'Changing it…' : 'Change the address'}
      </Button>
    </form>
  )
}
