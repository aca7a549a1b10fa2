/** Where an export is, in plain words. */
import type { Export } from '@/api/personal-data'

export const isUnderWay = ({ state }: Export): boolean => state === 'queued' || state === 'running'

export function stageOf({ state, steps }: Export): string {
  if (state === 'queued') return 'Waits for its turn'
  if (state === 'failed') return 'Could not be made'
  if (state === 'ready') return 'Ready'
  const step = steps.find((one) => one.state === 'running') ?? steps.find(isPending)
  return step?.label ?? 'Being made'
}

const isPending = ({ state }: Export['steps'][number]): boolean => state === 'pending'
