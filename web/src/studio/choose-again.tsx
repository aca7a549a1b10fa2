/** For a track whose bytes never all arrived, as after a reload: the same file again. */
import { useId, useState } from 'react'

import type { Track, Upload } from '@/api/types'
import { buttonClass } from '@/ui/button'

import { ACCEPT } from './audio-files'
import { SMALL_BUTTON } from './transfer-row'
import { uploadCenter } from './uploads'

export function ChooseAgain({ track, upload }: { track: Track; upload: Upload }) {
  const id = useId()
  const [problem, setProblem] = useState('')
  const take = (file?: File) => {
    if (!file) return
    if (file.size !== upload.bytes)
      return setProblem(`That is another file. Choose “${upload.file_name}”, or remove this track.`)
    uploadCenter.resend(track.release.id, file, { trackId: track.id, uploadId: upload.id })
  }
  return (
    <div className="flex flex-wrap items-center gap-3">
      <p className="min-w-0 flex-1 text-sm text-warn" role={problem ? 'alert' : undefined}>
        {problem ||
          `“${upload.file_name}” did not arrive in full. Choose it again, or remove this track.`}
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
