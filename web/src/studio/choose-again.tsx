/** For a track whose bytes never all arrived, as after a reload: the same file again. */
import { useId, useState } from 'react'

import type { Track, Upload } from '@/api/types'
import { buttonClass } from '@/ui/button'

import { ACCEPT } from './audio-files'
import { SMALL_BUTTON } from './transfer-row'
import { announcedAs, uploadCenter } from './uploads'

/** `received_bytes` stay until they expire: the same file goes on from there. */
export function arrivedWords(upload: Upload, otherwise = 'remove this track'): string {
  const { file_name, bytes, received_bytes, expires_at, transport } = upload
  // Only the bucket knows, and tells once the file is chosen.
  if (transport === 's3')
    return `“${file_name}” has not all arrived. Choose it again to go on, or ${otherwise}.`
  const isExpired = expires_at !== null && Date.parse(expires_at) <= Date.now()
  const percent = isExpired ? 0 : Math.floor((received_bytes / bytes) * 100)
  if (percent === 0) return `“${file_name}” did not arrive. Choose it again, or ${otherwise}.`
  return `${percent}% of “${file_name}” arrived. Choose it again to resume, or ${otherwise}.`
}

export function ChooseAgain({ track, upload }: { track: Track; upload: Upload }) {
  const id = useId()
  const [problem, setProblem] = useState('')
  const take = (file?: File) => {
    if (!file) return
    if (file.size !== upload.bytes)
      return setProblem(`That is another file. Choose “${upload.file_name}”, or remove this track.`)
    const announced = announcedAs({ ...track, upload })
    uploadCenter.resend(track.release.id, file, announced, upload.received_bytes)
  }
  return (
    <div className="flex flex-wrap items-center gap-3">
      <p className="min-w-0 flex-1 text-sm text-warn" role={problem ? 'alert' : undefined}>
        {problem || arrivedWords(upload)}
      </p>
      <label
        htmlFor={id}
        className={buttonClass(
          'outline',
          `${SMALL_BUTTON} relative hover:bg-paper3 has-focus-visible:outline-2 has-focus-visible:outline-spot`,
        )}
      >
        Choose the file
        <input
          id={id}
          type="file"
          accept={ACCEPT}
          className="sr-only"
          onChange={(event) => take(event.currentTarget.files?.[0])}
        />
      </label>
    </div>
  )
}
