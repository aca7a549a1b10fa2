/** How much room an artist's files take up, in words. */
import type { Quota } from '@/api/artist-profile'
import { sizeWords } from './size'

const NEARLY = 0.9

/** 0 to 1; 0 where there is no limit. */
export const shareOf = ({ quota_bytes, used_bytes }: Quota): number =>
  quota_bytes > 0 ? Math.min(1, used_bytes / quota_bytes) : 0

export const isNearlyFull = (quota: Quota): boolean => shareOf(quota) >= NEARLY

const size = (bytes: number): string => (bytes === 0 ? '0 GB' : sizeWords(bytes))

/** "1.2 GB of 10 GB used (12%)". */
export function roomWords(quota: Quota): string {
  const { quota_bytes, used_bytes } = quota
  if (quota_bytes === 0) return `${size(used_bytes)} used. There is no limit.`
  const percent = Math.floor((used_bytes / quota_bytes) * 100)
  return `${size(used_bytes)} of ${size(quota_bytes)} used (${percent}%).`
}
