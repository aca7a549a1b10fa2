/** The pipeline of one file, live: a dot per step and the running one in words. */
import type { UploadStep } from '@/api/types'

const WORDS: Record<UploadStep['state'], string> = {
  pending: 'waiting',
  running: 'running',
  done: 'done',
  failed: 'failed',
}

const LOOKS: Record<UploadStep['state'], string> = {
  pending: 'bg-line-strong/40',
  running: 'bg-spot skeleton',
  done: 'bg-spot',
  failed: 'bg-bad',
}

export function Stepper({ steps }: { steps: UploadStep[] }) {
  const done = steps.filter(({ state }) => state === 'done').length
  const current = steps.find(({ state }) => state === 'running') ?? steps[done]
  return (
    <div className="flex flex-col gap-1.5">
      <p className="text-sm">
        <span className="font-medium">{current?.label ?? 'Finishing'}</span>
        <span className="text-ink2">
          {' '}
          · {done} of {steps.length} done
        </span>
      </p>
      <ol aria-label="Steps" className="flex gap-1">
        {steps.map(({ name, label, state }) => (
          <li key={name} title={label} className={`h-1.5 flex-1 rounded-full ${LOOKS[state]}`}>
            <span className="sr-only">
              {label}: {WORDS[state]}
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}
