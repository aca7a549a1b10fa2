/** Which thing somebody is about to report: any screen asks, the frame around them shows the dialog. */
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

import type { SubjectKind } from '@/api/reports'

export interface Reportable {
  kind: SubjectKind
  id: string
  /** The name of what it is about. */
  title: string
}

const store = createStore<{ asked: Reportable[] }>(() => ({ asked: [] }))

/** The first is what is meant unless another is chosen. */
export const askToReport = (...things: Reportable[]): void => store.setState({ asked: things })
export const endReport = (): void => store.setState({ asked: [] })
export const useReportQuestion = (): Reportable[] => useStore(store, (state) => state.asked)
