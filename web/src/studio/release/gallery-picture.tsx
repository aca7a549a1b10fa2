/** One picture of a gallery: its caption, its place, and removing it. */
import { useState, type KeyboardEvent } from 'react'

import type { Picture } from '@/api/releases'
import { Button } from '@/ui/button'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { Field } from '@/ui/field'

const STEPS: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 }

interface GalleryPictureProps {
  picture: Picture
  place: { number: number; count: number }
  onMove: (by: number) => void
  onCaption: (caption: string) => void
  onRemove: () => Promise<unknown>
  onRemoved: () => void
}

export function GalleryPicture(props: GalleryPictureProps) {
  const { picture, place, onMove, onCaption, onRemove, onRemoved } = props
  const name = `Picture ${place.number} of ${place.count}`
  const moveByKey = (event: KeyboardEvent) => {
    const step = event.altKey ? STEPS[event.key] : undefined
    if (!step) return
    event.preventDefault()
    onMove(step)
  }
  return (
    <li
      aria-label={name}
      onKeyDown={moveByKey}
      className="flex flex-wrap items-center gap-4 border-b border-line py-3"
    >
      <img
        src={picture.image.url_256}
        alt={picture.caption || name}
        width={96}
        height={96}
        loading="lazy"
        className="size-24 rounded-sleeve object-cover"
      />
      <div className="min-w-0 flex-1 basis-60">
        <Field
          label={`Caption of picture ${place.number}`}
          name={`caption-${picture.id}`}
          dir="auto"
          maxLength={300}
          autoComplete="off"
          value={picture.caption}
          onChange={({ currentTarget: { value } }) => onCaption(value)}
        />
        <div className="-mx-3 flex flex-wrap">
          <Button look="quiet" disabled={place.number === 1} onClick={() => onMove(-1)}>
            Up
          </Button>
          <Button look="quiet" disabled={place.number === place.count} onClick={() => onMove(1)}>
            Down
          </Button>
          <RemovePicture onRemove={onRemove} onRemoved={onRemoved} />
        </div>
      </div>
    </li>
  )
}

type RemovePictureProps = Pick<GalleryPictureProps, 'onRemove' | 'onRemoved'>

function RemovePicture({ onRemove, onRemoved }: RemovePictureProps) {
  const [isAsking, setIsAsking] = useState(false)
  return (
    <>
      <Button look="quiet" className="text-bad!" onClick={() => setIsAsking(true)}>
        Remove…
      </Button>
      {isAsking && (
        <ConfirmDialog
          title="Remove this picture"
          action="Remove"
          onConfirm={onRemove}
          onDone={onRemoved}
          onCancel={() => setIsAsking(false)}
        >
          It goes from the gallery at once. The history can bring it back for a while.
        </ConfirmDialog>
      )}
    </>
  )
}
