/** How far the bytes of a new file are. */
import { progressWords } from '@/studio/rate'
import { SMALL_BUTTON, STANDING } from '@/studio/transfer-row'
import type { Transfer } from '@/studio/uploads'
import { Button } from '@/ui/button'

import { masterCenter } from './master-center'

export function MasterTransfer({ transfer }: { transfer: Transfer }) {
  const { key, file, state, sentBytes, rateBps, error } = transfer
  const words =
    state === 'failed'
      ? ''
      : `${STANDING[state]} · ${progressWords(sentBytes, file.size, state === 'sending' ? rateBps : null)}`
  return (
    <div className="flex flex-col gap-2">
      {error && (
        <p role="alert" className="text-sm font-medium text-bad">
          {error}
        </p>
      )}
      {words && <span className="text-sm text-ink2">{words}</span>}
      <progress
        aria-label={`Upload of ${file.name}`}
        max={100}
        value={Math.floor((sentBytes / file.size) * 100)}
        className="bar h-1.5 w-full"
      />
      {(state === 'sending' || state === 'stalled') && (
        <SmallButton onClick={() => masterCenter.pause(key)}>Pause</SmallButton>
      )}
      {(state === 'paused' || state === 'failed') && (
        <SmallButton onClick={() => masterCenter.resume(key)}>
          {state === 'paused' ? 'Resume' : 'Try again'}
        </SmallButton>
      )}
    </div>
  )
}

const SmallButton = (props: { onClick: () => void; children: string }) => (
  <Button look="outline" className={`${SMALL_BUTTON} self-start`} {...props} />
)
