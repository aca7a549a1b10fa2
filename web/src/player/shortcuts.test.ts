import { beforeEach, describe, expect, test, vi } from 'vitest'

import type { Player } from './player'
import { handleKey, setLettersOn } from './shortcuts'

function makePlayer(track: object | null = {}) {
  const verbs = {
    toggle: vi.fn(),
    next: vi.fn(),
    previous: vi.fn(),
    seekBy: vi.fn(),
    toggleMute: vi.fn(),
  }
  const player = { ...verbs, store: { getState: () => ({ track }) } } as unknown as Player
  return { player, ...verbs }
}

function press(
  player: Player,
  key: string,
  init: KeyboardEventInit = {},
  on: Element = document.body,
) {
  const [help, lyrics] = [vi.fn(), vi.fn()]
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init })
  let isOurs = false
  const listen = (e: Event) =>
    (isOurs = handleKey(e as KeyboardEvent, player, { showHelp: help, toggleLyrics: lyrics }))
  window.addEventListener('keydown', listen)
  on.dispatchEvent(event)
  window.removeEventListener('keydown', listen)
  return { isOurs, help, lyrics }
}

const inPage = (html: string): Element => {
  document.body.innerHTML = html
  return document.querySelector('[data-here]') ?? document.body
}

beforeEach(() => {
  localStorage.clear()
  document.body.innerHTML = ''
})

describe('keyboard shortcuts', () => {
  test('play, step, seek and mute', () => {
    const made = makePlayer()
    press(made.player, ' ')
    press(made.player, 'ArrowRight', { shiftKey: true })
    press(made.player, 'ArrowLeft', { shiftKey: true })
    press(made.player, 'j')
    press(made.player, 'l')
    press(made.player, 'm')
    expect(made.toggle).toHaveBeenCalledOnce()
    expect(made.next).toHaveBeenCalledOnce()
    expect(made.previous).toHaveBeenCalledOnce()
    expect(made.seekBy.mock.calls).toEqual([[-10_000], [10_000]])
    expect(made.toggleMute).toHaveBeenCalledOnce()
  })

  test('lyrics open for a track', () => {
    expect(press(makePlayer().player, 'y').lyrics).toHaveBeenCalledOnce()
    expect(press(makePlayer(null).player, 'y').lyrics).not.toHaveBeenCalled()
  })

  test('leave text fields, dialogs and the browser alone', () => {
    const { player, toggle, toggleMute } = makePlayer()
    press(player, 'm', {}, inPage('<input data-here>'))
    press(player, 'm', {}, inPage('<dialog open><p data-here></p></dialog>'))
    press(player, 'm', { ctrlKey: true })
    press(player, ' ', {}, inPage('<button data-here></button>'))
    expect(toggle).not.toHaveBeenCalled()
    expect(toggleMute).not.toHaveBeenCalled()
  })

  test('letters can be turned off; the others stay', () => {
    const { player, toggle, toggleMute } = makePlayer()
    setLettersOn(false)
    expect(press(player, 'm').isOurs).toBe(false)
    expect(press(player, '?', { shiftKey: true }).help).not.toHaveBeenCalled()
    expect(press(player, ' ').isOurs).toBe(true)
    expect(toggleMute).not.toHaveBeenCalled()
    expect(toggle).toHaveBeenCalledOnce()
  })

  test('without a track only the list of keys opens, and Space scrolls', () => {
    const { player, toggle } = makePlayer(null)
    expect(press(player, ' ').isOurs).toBe(false)
    expect(press(player, '?', { shiftKey: true }).help).toHaveBeenCalledOnce()
    expect(toggle).not.toHaveBeenCalled()
  })
})
