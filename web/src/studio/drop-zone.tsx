/** Where files are chosen, or dropped: anywhere on the page counts. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useState } from 'react'
import { UploadIcon } from '@/ui/icons'

import { ACCEPT, FORMATS, sortFiles, type SortedFiles } from './audio-files'
import { uploadLimitsQuery } from './upload-limits'

interface DropZoneProps {
  onFiles: (files: File[]) => void
  isSmall?: boolean
  disabled?: boolean
}

const holdsFiles = (event: DragEvent): boolean =>
  event.dataTransfer?.types.includes('Files') ?? false

/** True while files are held over the page. */
function usePageDrop(onDrop: (files: File[]) => void): boolean {
  const [isOver, setIsOver] = useState(false)
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      setIsOver(true)
    }
    const leave = (event: DragEvent) => !event.relatedTarget && setIsOver(false)
    const drop = (event: DragEvent) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      setIsOver(false)
      onDrop([...(event.dataTransfer?.files ?? [])])
    }
    window.addEventListener('dragover', over)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [onDrop])
  return isOver
}

const BOX =
  'relative flex flex-col items-center justify-center gap-2 rounded-card border-2 border-dashed p-6 text-center transition-colors ' +
  'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-spot'

export function DropZone({ onFiles, isSmall, disabled }: DropZoneProps) {
  const id = useId()
  const [refused, setRefused] = useState<SortedFiles['refused']>([])
  const limits = useQuery(uploadLimitsQuery)
  const take = (files: File[]) => {
    if (disabled) return
    const sorted = sortFiles(files, limits.data)
    setRefused(sorted.refused)
    if (sorted.accepted.length > 0) onFiles(sorted.accepted)
  }
  const isOver = usePageDrop(take)
  const look = isOver ? 'border-spot bg-spot-soft' : 'border-line-strong hover:bg-paper2'
  return (
    <div className="flex flex-col gap-3">
      <div className={`${BOX} ${look} ${isSmall ? 'min-h-24' : 'min-h-64'}`}>
        <UploadIcon size={isSmall ? 22 : 32} className="text-spot" />
        <label
          htmlFor={id}
          className={`font-semibold after:absolute after:inset-0 ${isSmall ? '' : 'font-display text-xl'}`}
        >
          {isOver ? 'Let go to upload' : isSmall ? 'Add more files' : 'Choose audio files'}
        </label>
        <p id={`${id}-hint`} className="max-w-[44ch] text-sm text-ink2">
          {isSmall
            ? 'Choose them, or drop them here.'
            : `Or drop them anywhere on this page. ${FORMATS}.`}
        </p>
        <input
          id={id}
          type="file"
          multiple
          accept={ACCEPT}
          disabled={disabled}
          aria-describedby={`${id}-hint`}
          className="sr-only"
          onChange={(event) => {
            take([...(event.currentTarget.files ?? [])])
            event.currentTarget.value = ''
          }}
        />
      </div>
      {refused.length > 0 && <Refused files={refused} />}
    </div>
  )
}

function Refused({ files }: { files: SortedFiles['refused'] }) {
  return (
    <div role="alert" className="rounded-control border border-bad px-4 py-3 text-sm">
      <ul className="flex flex-col gap-1">
        {files.map(({ name, reason }) => (
          <li key={name}>
            <bdi className="font-semibold text-bad">{name}</bdi> was not added. {reason}
          </li>
        ))}
      </ul>
    </div>
  )
}
