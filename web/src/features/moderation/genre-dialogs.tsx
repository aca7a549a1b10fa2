/** What can be done with a genre or a mood, each in its dialog. */
import { type Genre, type GenreKind, removeGenre } from '@/api/genre-curation'
import { ConfirmDialog } from '@/ui/confirm-dialog'

import { GenreDialog } from './genre-dialog'
import type { Branch } from './genre-tree'
import { MergeDialog } from './merge-dialog'

export type GenreAct = { act: 'add' } | { act: 'place' | 'merge' | 'remove'; genre: Genre }

interface GenreDialogsProps {
  act: GenreAct
  kind: GenreKind
  tree: Branch[]
  onDone: (words: string) => void
  onClose: () => void
}

export function GenreDialogs({ act, kind, tree, onDone, onClose }: GenreDialogsProps) {
  const shared = { kind, tree, onDone, onClose }
  if (act.act === 'add') return <GenreDialog {...shared} />
  const { genre } = act
  if (act.act === 'place') return <GenreDialog genre={genre} {...shared} />
  if (act.act === 'merge') return <MergeDialog genre={genre} {...shared} />
  return (
    <ConfirmDialog
      title={`Remove ${genre.name}`}
      action="Remove it"
      onConfirm={() => removeGenre(genre.id)}
      onDone={() => onDone(`${genre.name} is removed.`)}
      onCancel={onClose}
    >
      Only a name that no music has can be removed. What stands below it moves up.
    </ConfirmDialog>
  )
}
