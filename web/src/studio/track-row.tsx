/** One track in the editor: its title, and below it whatever its file is going through. */
import { useMutation } from '@tanstack/react-query'

import { deleteTrack, editTrack } from '@/api/catalog'
import { messageOf } from '@/api/problem'
import type { Track } from '@/api/types'
import { clock } from '@/player/time'
import { IconButton } from '@/ui/button'
import { CloseIcon } from '@/ui/icons'

import { SavedField } from './saved-field'
import { TrackFile } from './track-file'
import { TransferButtons } from './transfer-row'
import { uploadCenter, type Transfer } from './uploads'
import { useReleaseChange } from './use-release'

interface TrackRowProps {
  track: Track
  transfer?: Transfer
  /** Counted here: the server's positions have gaps where a track was removed. */
  number: number
}

export function TrackRow({ track, number, transfer }: TrackRowProps) {
  const { refresh } = useReleaseChange(track.release.id)
  const remove = useMutation({
    mutationFn: () => deleteTrack(track.id),
    onSuccess: () => {
      uploadCenter.forgetTrack(track.id)
      refresh()
    },
  })
  const save = async (title: string) => {
    await editTrack(track.id, { title })
    refresh()
  }
  const isOnItsWay = transfer && transfer.state !== 'sent' && transfer.state !== 'failed'
  return (
    <li aria-label={track.title} className="flex flex-col gap-2 border-b border-line py-3">
      <div className="flex items-center gap-3">
        <span className="w-8 text-center text-sm text-ink3">{number}</span>
        <SavedField
          label={`Title of track ${number}`}
          value={track.title}
          onSave={save}
          isLabelHidden
        />
        <span className="w-12 text-end text-sm text-ink2 max-sm:empty:hidden">
          {track.duration_ms ? clock(track.duration_ms) : ''}
        </span>
        {isOnItsWay ? (
          <TransferButtons transfer={transfer} />
        ) : (
          <IconButton
            label={`Remove ${track.title}`}
            disabled={remove.isPending}
            onClick={() => remove.mutate()}
          >
            <CloseIcon size={20} />
          </IconButton>
        )}
      </div>
      <div className="flex flex-col gap-2 empty:hidden sm:ps-11">
        {track.upload && <TrackFile track={track} upload={track.upload} transfer={transfer} />}
        {remove.error && (
          <p role="alert" className="text-sm text-bad">
            {messageOf(remove.error)}
          </p>
        )}
      </div>
    </li>
  )
}
