/** What became of the files that were last chosen for a release, kept while the app moves on to its editor. */
import { createStore } from 'zustand/vanilla'

import type { SortedFiles } from '@/studio/audio-files'

export interface Chosen extends Pick<SortedFiles, 'refused' | 'leftOut'> {
  /** About the picture that became the cover, or didn't. */
  cover: string
}

export const chosenFiles = createStore<Record<string, Chosen>>(() => ({}))

export function noteChosen(releaseId: string, part: Partial<Chosen>): void {
  chosenFiles.setState((all) => {
    const before = all[releaseId] ?? { refused: [], leftOut: [], cover: '' }
    return { [releaseId]: { ...before, ...part } }
  })
}
