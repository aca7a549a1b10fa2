/** Adds a genre or a mood, or changes one: its name, its place, its other spellings. */
import { addGenre, type Genre, type GenreKind, placeGenre } from '@/api/genre-curation'
import { Dialog } from '@/ui/dialog'
import { Field } from '@/ui/field'
import { Form, type Values } from '@/ui/form'
import { SelectField } from '@/ui/select-field'
import { TextArea } from '@/ui/text-area'

import { aliasesOf, type Branch, flat, spellings, withinBranch } from './genre-tree'

interface GenreDialogProps {
  /** Without one, another is added. */
  genre?: Genre
  kind: GenreKind
  tree: Branch[]
  onDone: (words: string) => void
  onClose: () => void
}

/** Where it can stand: nowhere below itself. */
function placesIn(tree: Branch[], genre?: Genre): [string, string][] {
  const own = genre ? withinBranch(tree, genre.id) : new Set<string>()
  const free = flat(tree).filter((each) => !own.has(each.genre.id))
  return [
    ['', 'Nothing: it is a family of its own'],
    ...free.map(({ genre: { id }, path }): [string, string] => [id, path.join(' › ')]),
  ]
}

export function GenreDialog({ genre, kind, tree, onDone, onClose }: GenreDialogProps) {
  const save = async ({ name = '', parent, aliases = '' }: Values) => {
    const body = {
      name: name.trim(),
      parent_id: parent || null,
      aliases: aliasesOf(aliases, genre?.name),
    }
    const made = await (genre ? placeGenre(genre.id, body) : addGenre({ kind, ...body }))
    onDone(genre ? `${made.name} is saved.` : `${made.name} is added.`)
  }
  return (
    <Dialog title={genre ? `Change ${genre.name}` : `Add a ${kind}`} onClose={onClose}>
      <Form
        submit="Save"
        busy="Saving…"
        fields={['name', 'aliases']}
        onSubmit={save}
        onCancel={onClose}
      >
        {(errors) => (
          <>
            <Field
              label="Name"
              name="name"
              maxLength={100}
              autoComplete="off"
              dir="auto"
              defaultValue={genre?.name}
              error={errors.name}
              hint={genre && 'Its address stays, and the former name keeps meaning it.'}
            />
            <SelectField
              label="Stands below"
              name="parent"
              options={placesIn(tree, genre)}
              defaultValue={genre?.parent_id ?? ''}
            />
            <TextArea
              label="Other spellings, one a line"
              name="aliases"
              defaultValue={genre && spellings(genre).join('\n')}
              error={errors.aliases}
              hint="Capitals, spaces, signs and accents make no difference."
            />
          </>
        )}
      </Form>
    </Dialog>
  )
}
