/** Whether the live connection is open; without it screens that wait for something ask by themselves. */
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

const store = createStore<{ isOpen: boolean }>(() => ({ isOpen: false }))

export const setLiveOpen = (isOpen: boolean): void => store.setState({ isOpen })
export const useIsLive = (): boolean => useStore(store, (state) => state.isOpen)
