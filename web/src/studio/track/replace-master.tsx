/** Another file for the same track. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { messageOf } from '@/api/problem'
import type { Track } from '@/api/types'
import { ACCEPT, sortFiles } from '@/studio/audio-files'
import { uploadLimitsQuery } from '@/studio/upload-limits'
import type { Telling } from '@/ui/section'

import { FileChoice } from './file-choice'
import { replaceMaster } from './master-center'
import { useTrackRefresh } from './use-track-change'

interface ReplaceMasterProps {
  track: Track
  telling: Telling
}

export function ReplaceMaster({ track, telling }: ReplaceMasterProps) {
  const limits = useQuery(uploadLimitsQuery).data
  const refresh = useTrackRefresh()
  const [refused, setRefused] = useState('')
  const replace = useMutation({
    mutationFn: (file: File) => replaceMaster(track, file),
    onSettled: refresh,
  })
  const take = (file: File) => {
    const [no] = sortFiles([{ file, path: file.name }], limits).refused
    setRefused(no?.reason ?? '')
    telling.tell('')
    replace.reset()
    if (!no) replace.mutate(file)
  }
  const error = refused || (replace.error ? messageOf(replace.error) : '')
  return (
    <div className="flex flex-col gap-2">
      <FileChoice accept={ACCEPT} disabled={replace.isPending} onFile={take}>
        Replace the file…
      </FileChoice>
      <p className="max-w-[60ch] text-sm text-ink2">
        The old sound plays until the new one is ready. Title, credits, links and plays stay.
      </p>
      {error && (
        <p role="alert" className="text-sm font-medium text-bad">
          {error}
        </p>
      )}
    </div>
  )
}
