/** Merges a genre or a mood into another one, for good. */
import { type Genre, mergeGenre } from '@/api/genre-curation'
import { ApiError } from '@/api/problem'
import { Dialog } from '@/ui/dialog'
import { Form, type Values } from '@/ui/form'
import { SelectField } from '@/ui/select-field'

import { type Branch, flat, withinBranch } from './genre-tree'
import { releaseCount } from './genre-words'

interface MergeDialogProps {
  genre: Genre
  tree: Branch[]
  onDone: (words: string) => void
  onClose: () => void
}

const CHOOSE = 'Choose one.'

export function MergeDialog({ genre, tree, onDone, onClose }: MergeDialogProps) {
  const own = withinBranch(tree, genre.id)
  const goals = flat(tree).filter((each) => !own.has(each.genre.id))
  const merge = async ({ into = '' }: Values) => {
    if (!into) throw new ApiError(422, 'moderation.no_goal', CHOOSE, { into: CHOOSE })
    const made = await mergeGenre(genre.id, into)
    onDone(`${genre.name} is ${made.name} now.`)
  }
  return (
    <Dialog title={`Merge ${genre.name}`} onClose={onClose}>
      <p className="mb-5 text-ink2">
        All music that has it ({releaseCount(genre.release_count)}) gets the other one, which is
        also found by this name. <strong>This cannot be undone.</strong>
      </p>
      <Form
        submit="Merge for good"
        busy="Merging…"
        fields={['into']}
        onSubmit={merge}
        onCancel={onClose}
      >
        {(errors) => (
          <SelectField
            label="Into"
            name="into"
            error={errors.into}
            defaultValue=""
            options={[
              ['', '–'],
              ...goals.map(({ genre: { id }, path }): [string, string] => [id, path.join(' › ')]),
            ]}
          />
        )}
      </Form>
    </Dialog>
  )
}
