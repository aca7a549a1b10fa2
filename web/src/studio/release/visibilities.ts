/** For whom a release is once it is out, in words. */
import type { Visibility } from '@/api/releases'

export const VISIBILITY_NAMES: Record<Visibility, string> = {
  public: 'Public',
  unlisted: 'Unlisted',
  private: 'Private',
}

const HINTS: Record<Visibility, string> = {
  public: 'Everyone finds it: on the start page, with its artist, in lists and searches.',
  unlisted: 'Everyone who has its address sees it; it stands in no list.',
  private: 'Only your team sees it, and whoever opened a share link.',
}

export const VISIBILITIES = (Object.keys(VISIBILITY_NAMES) as Visibility[]).map((value) => ({
  value,
  label: VISIBILITY_NAMES[value],
  hint: HINTS[value],
}))
