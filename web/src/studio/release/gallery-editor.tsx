/** Pictures of a release or an artist: added, put in order, captioned, removed. */
import { useMutation } from '@tanstack/react-query'

import { messageOf } from '@/api/problem'
import type { CaptionedPicture, Picture } from '@/api/releases'
import { ConflictView } from '@/studio/editing/conflict-view'
import { SaveRow } from '@/studio/editing/save-row'
import { useDraft } from '@/studio/editing/use-draft'
import { useEdit } from '@/studio/editing/use-edit'
import { FormError } from '@/ui/field'
import { Section, useTelling } from '@/ui/section'

import { arranged, galleryValues, moved } from './gallery-order'
import { GalleryPicture } from './gallery-picture'
import { LeaveQuestion } from './leave-question'
import { PictureInput } from './picture-input'

/** A gallery, and the calls that change it; `accept` gets what they answer. */
export interface EditedGallery<Answer> {
  pictures: Picture[]
  version: number
  add: (image: File) => Promise<Answer>
  arrange: (pictures: CaptionedPicture[], version: number) => Promise<Answer>
  remove: (id: string) => Promise<Answer>
  accept: (answer: Answer) => void
  refresh: () => void
}

interface GalleryEditorProps<Answer> {
  intro: string
  gallery: EditedGallery<Answer>
}

export function GalleryEditor<Answer>({ intro, gallery }: GalleryEditorProps<Answer>) {
  const { accept, refresh } = gallery
  const telling = useTelling()
  const draft = useDraft(galleryValues(gallery.pictures), gallery.version)
  const pictures = arranged(gallery.pictures, draft.values)
  const edit = useEdit(draft.version, gallery.arrange, (answer) => {
    accept(answer)
    draft.reset()
    telling.tell('The gallery is saved.')
  })
  const takeTheirs = () => {
    draft.reset()
    refresh()
  }
  return (
    <Section title="Gallery" intro={intro} telling={telling}>
      <ConflictView edit={edit} onTakeTheirs={takeTheirs} />
      {edit.error !== null && <FormError>{messageOf(edit.error)}</FormError>}
      {pictures.length > 0 && (
        <ol aria-label="Pictures" className="flex flex-col border-t border-line">
          {pictures.map((picture, i) => (
            <GalleryPicture
              key={picture.id}
              picture={picture}
              place={{ number: i + 1, count: pictures.length }}
              onMove={(by) => draft.set('order', moved(pictures, picture.id, by))}
              onCaption={(caption) => draft.set(picture.id, caption)}
              onRemove={async () => accept(await gallery.remove(picture.id))}
              onRemoved={() => telling.tell('The picture is removed.', true)}
            />
          ))}
        </ol>
      )}
      {draft.isDirty && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void edit.save(pictures.map(({ id, caption }) => ({ id, caption })))
          }}
        >
          <SaveRow
            submit="Save order and captions"
            isDirty
            isSaving={edit.isSaving}
            onReset={draft.reset}
          />
        </form>
      )}
      <AddPictures gallery={gallery} />
      <LeaveQuestion isDirty={draft.isDirty} />
    </Section>
  )
}

/** One after the other: each is work for the server. */
function AddPictures<Answer>({ gallery }: { gallery: EditedGallery<Answer> }) {
  const add = useMutation({
    mutationFn: async (images: File[]) => {
      for (const image of images)
        gallery.accept(await gallery.add(image).catch((error: unknown) => refuse(image, error)))
    },
  })
  return (
    <div className="flex flex-wrap items-center gap-3">
      <PictureInput label="Add pictures" isMany disabled={add.isPending} onChoose={add.mutate} />
      <p role="status" className="text-sm text-ink3">
        {add.isPending ? 'Adding…' : ''}
      </p>
      {add.error && <FormError>{add.error.message}</FormError>}
    </div>
  )
}

/** Those before it have been added, those after it haven't. */
function refuse(image: File, error: unknown): never {
  throw new Error(`“${image.name}”: ${messageOf(error)}`)
}
