/** Keyboard shortcuts of the player, and when they must keep quiet. */
import type { Player } from './player'

export const SHORTCUTS: { keys: string; does: string; isLetter?: boolean }[] = [
  { keys: 'Space', does: 'Play or pause' },
  { keys: 'Shift + ←', does: 'Previous track' },
  { keys: 'Shift + →', does: 'Next track' },
  { keys: '← and →', does: 'Back or ahead 5 seconds, on the waveform' },
  { keys: 'J and L', does: 'Back or ahead 10 seconds', isLetter: true },
  { keys: 'M', does: 'Mute', isLetter: true },
  { keys: 'Y', does: 'Show or hide the lyrics', isLetter: true },
  { keys: '?', does: 'Show this list', isLetter: true },
]

const LETTERS_KEY = 'segue.single-keys'

export const areLettersOn = (): boolean => localStorage.getItem(LETTERS_KEY) !== 'off'
export const setLettersOn = (isOn: boolean): void =>
  localStorage.setItem(LETTERS_KEY, isOn ? 'on' : 'off')

const TYPING = 'input:not([type=range]), textarea, select, [contenteditable]'
const CONTROL = 'a, button, input, summary, [role=button], [role=menuitem]'
const OVERLAY = 'dialog[open], [role=menu]'

const within = (event: KeyboardEvent, selector: string): boolean =>
  event.target instanceof Element && event.target.closest(selector) !== null

type Action = () => void

/** What is up to the page, not to the player. */
export interface PageActions {
  showHelp: Action
  toggleLyrics: Action
}

function letterAction(key: string, player: Player, page: PageActions): Action | undefined {
  if (key === '?') return page.showHelp
  if (!player.store.getState().track) return undefined
  const actions: Record<string, Action> = {
    j: () => player.seekBy(-10_000),
    l: () => player.seekBy(10_000),
    m: () => player.toggleMute(),
    y: page.toggleLyrics,
  }
  return actions[key.toLowerCase()]
}

function findAction(event: KeyboardEvent, player: Player, page: PageActions): Action | undefined {
  const hasTrack = player.store.getState().track !== null
  if (event.shiftKey && event.key === 'ArrowLeft')
    return hasTrack ? () => player.previous() : undefined
  if (event.shiftKey && event.key === 'ArrowRight')
    return hasTrack ? () => player.next() : undefined
  if (event.key === ' ' && !event.shiftKey)
    return hasTrack && !within(event, CONTROL) ? () => player.toggle() : undefined
  const isPlainLetter = !event.shiftKey || event.key === '?'
  return areLettersOn() && isPlainLetter ? letterAction(event.key, player, page) : undefined
}

/** Whether a key may be a shortcut: nobody types, nothing lies over the page, the browser has no use for it. */
export function isFree(event: KeyboardEvent): boolean {
  const hasModifier = event.ctrlKey || event.metaKey || event.altKey
  if (event.defaultPrevented || event.isComposing || hasModifier) return false
  return !within(event, TYPING) && !within(event, OVERLAY)
}

/** Returns whether the key was ours. */
export function handleKey(event: KeyboardEvent, player: Player, page: PageActions): boolean {
  if (!isFree(event)) return false
  const action = findAction(event, player, page)
  if (!action) return false
  event.preventDefault()
  action()
  return true
}
