/** Where files and folders are chosen, or dropped: anywhere on the page counts. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useState, type ReactNode } from 'react'

import { buttonClass } from '@/ui/button'
import { UploadIcon } from '@/ui/icons'

import { ACCEPT, FORMATS, sortFiles, type SortedFiles } from './audio-files'
import { type Found, ofDrop, ofInput } from './tracks/found-files'
import { SMALL_BUTTON } from './transfer-row'
import { uploadLimitsQuery } from './upload-limits'

interface DropZoneProps {
  onFiles: (files: SortedFiles) => void
  /** How many tracks the release still takes. */
  places?: number
  isSmall?: boolean
  disabled?: boolean
}

const holdsFiles = (event: DragEvent): boolean =>
  event.dataTransfer?.types.includes('Files') ?? false

/** True while files are held over the page. */
function usePageDrop(onDrop: (found: Promise<Found[]>) => void): boolean {
  const [isOver, setIsOver] = useState(false)
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      setIsOver(true)
    }
    const leave = (event: DragEvent) => !event.relatedTarget && setIsOver(false)
    const drop = (event: DragEvent) => {
      if (!event.dataTransfer || !holdsFiles(event)) return
      event.preventDefault()
      setIsOver(false)
      onDrop(ofDrop(event.dataTransfer))
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

export function DropZone({ onFiles, places, isSmall, disabled }: DropZoneProps) {
  const id = useId()
  const [unread, setUnread] = useState('')
  const limits = useQuery(uploadLimitsQuery)
  const take = (found: Found[]) => {
    setUnread('')
    if (!disabled && found.length > 0) onFiles(sortFiles(found, limits.data, places))
  }
  const isOver = usePageDrop((found) => {
    found.then(take, () =>
      setUnread('Your browser couldn’t read what you dropped. Choose it below.'),
    )
  })
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
            ? 'Choose them, or drop files and folders here.'
            : `Or drop files and folders anywhere on this page. ${FORMATS}.`}
        </p>
        <FileInput id={id} accept={ACCEPT} disabled={disabled} onFiles={take} />
        <FolderChoice disabled={disabled} onFiles={take}>
          Choose a folder
        </FolderChoice>
      </div>
      {unread && (
        <p role="alert" className="text-sm font-medium text-bad">
          {unread}
        </p>
      )}
    </div>
  )
}

interface FileInputProps {
  id: string
  accept?: string
  disabled?: boolean
  isFolder?: boolean
  onFiles: (found: Found[]) => void
}

function FileInput({ id, accept, disabled, isFolder, onFiles }: FileInputProps) {
  return (
    <input
      id={id}
      type="file"
      multiple
      accept={accept}
      disabled={disabled}
      {...(isFolder ? { webkitdirectory: '' } : { 'aria-describedby': `${id}-hint` })}
      className="sr-only"
      onChange={({ currentTarget }) => {
        onFiles(ofInput(currentTarget.files))
        currentTarget.value = '' // so that the same ones can be chosen again
      }}
    />
  )
}

interface FolderChoiceProps extends Pick<FileInputProps, 'disabled' | 'onFiles'> {
  children: ReactNode
}

/** Phones have no folders to choose. */
function FolderChoice({ disabled, onFiles, children }: FolderChoiceProps) {
  const id = useId()
  const look =
    'z-1 relative hover:bg-paper3 has-focus-visible:outline-2 has-focus-visible:outline-spot'
  if (!('webkitdirectory' in HTMLInputElement.prototype)) return null
  return (
    <label htmlFor={id} className={buttonClass('outline', `${SMALL_BUTTON} ${look}`)}>
      {children}
      <FileInput id={id} isFolder disabled={disabled} onFiles={onFiles} />
    </label>
  )
}
