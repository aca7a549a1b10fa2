import { describe, expect, test } from 'vitest'

import {
  addLast,
  addNext,
  emptyQueue,
  next,
  peek,
  playContext,
  previous,
  type Queue,
} from './queue'

const ids = (items: { track: string }[]) => items.map((item) => item.track)
const album = () => playContext(emptyQueue<string>(), ['a', 'b', 'c'])
const playedThrough = (queue: Queue<string>): string[] => {
  const order: string[] = []
  for (let q = queue; q.now; q = next(q)) order.push(q.now.track)
  return order
}

describe('the two-tier queue', () => {
  test('plays a context from the chosen place to its end', () => {
    expect(playedThrough(playContext(emptyQueue<string>(), ['a', 'b', 'c'], 1))).toEqual(['b', 'c'])
  })

  test('plays hand-picked tracks before the rest of the context', () => {
    const queue = addNext(addLast(album(), ['x', 'y']), ['n'])
    expect(playedThrough(queue)).toEqual(['a', 'n', 'x', 'y', 'b', 'c'])
  })

  test('keeps hand-picked tracks when another context starts', () => {
    const queue = playContext(addLast(album(), ['x']), ['k', 'l'])
    expect(ids(queue.up)).toEqual(['x'])
    expect(playedThrough(queue)).toEqual(['k', 'x', 'l'])
  })

  test('looks ahead without moving', () => {
    const queue = album()
    expect(peek(queue)?.track).toBe('b')
    expect(queue.now?.track).toBe('a')
  })

  test('steps back through what was played, then forward again', () => {
    const back = previous(next(next(album())))
    expect(back.now?.track).toBe('b')
    expect(playedThrough(back)).toEqual(['b', 'c'])
  })

  test('gives back a hand-picked track that was stepped back from', () => {
    const back = previous(next(addLast(album(), ['x'])))
    expect(back.now?.track).toBe('a')
    expect(playedThrough(back)).toEqual(['a', 'x', 'b', 'c'])
  })

  test('stays where it is when nothing was played before', () => {
    const queue = album()
    expect(previous(queue)).toBe(queue)
  })

  test('holds the same track twice under different ids', () => {
    const queue = addLast(album(), ['x', 'x'])
    expect(new Set(queue.up.map((item) => item.uid)).size).toBe(2)
  })
})
