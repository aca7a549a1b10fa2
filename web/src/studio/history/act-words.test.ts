import { expect, test } from 'vitest'

import type { Act, HistoryEdit } from '@/api/history'

import { canUndo, linesOf } from './act-words'

const edit = (subject_kind: string, before: object | null, after: object | null): HistoryEdit => ({
  subject_kind,
  subject_id: 't1',
  before: before as HistoryEdit['before'],
  after: after as HistoryEdit['after'],
})
const act = (edits: HistoryEdit[], more: Partial<Act> = {}): Act => ({
  ...{ act: 'a1', version: 2, at: '2026-11-24T12:00:00Z', actor: null, undoes: null },
  ...{ is_undone: false, edits },
  ...more,
})
const linesOfEdit = (...edits: HistoryEdit[]) =>
  linesOf(act(edits, { titles: { t1: 'Low Tide' } }), {})

test('a field from what to what, with the track it is of', () => {
  expect(linesOfEdit(edit('track', { isrc: '' }, { isrc: 'GBAYE0601498' }))).toEqual([
    { title: 'Low Tide', what: 'ISRC', before: undefined, after: '“GBAYE0601498”' },
  ])
})

test('what people wrote stands in quotes, what is told of other values does not', () => {
  const before = { is_published_when_ready: false, license: 'CC0-1.0', disc_titles: { 1: 'Ebb' } }
  const after = { is_published_when_ready: true, license: '', disc_titles: {} }
  expect(linesOfEdit(edit('release', before, after))).toMatchObject([
    { what: 'Publish when ready', before: 'No', after: 'Yes' },
    { what: 'License', before: '“CC0-1.0”', after: undefined },
    { what: 'Titles of discs', before: '1: Ebb', after: undefined },
  ])
})

test('what keeps itself is not told', () => {
  const changed = { has_chosen_title: true, title: 'Ebb' }
  expect(
    linesOfEdit(edit('release', { has_chosen_title: false, title: 'Flood' }, changed)),
  ).toHaveLength(1)
})

test('what came and went, with its title where it is gone', () => {
  const [line] = linesOf(act([edit('track', { title: 'Slack' }, null)]), {})
  expect(line).toEqual({ title: 'Slack', what: 'Track', whole: 'removed' })
})

test('another picture and long texts are told as changed', () => {
  const one = '0f8fad5b-d9cb-469f-a165-70867728950e'
  const other = one.replace('0', '1')
  expect(linesOfEdit(edit('release', { cover: one }, { cover: other }))[0]).toMatchObject({
    what: 'Cover',
    whole: 'changed',
  })
  expect(linesOfEdit(edit('lyrics', { pt: null }, { pt: 'Água' }))[0]).toMatchObject({
    what: 'Lyrics (pt)',
    whole: 'written',
  })
})

test('an order by the titles of its tracks', () => {
  const [line] = linesOf(
    act([
      edit(
        'release',
        {
          order: [
            ['t1', 1, 1],
            ['t2', 1, 2],
          ],
        },
        {
          order: [
            ['t2', 1, 1],
            ['t1', 1, 2],
          ],
        },
      ),
    ]),
    { titles: { t1: 'Low Tide', t2: 'Ebb' } },
  )
  expect(line).toMatchObject({
    what: 'Order of tracks',
    before: '1 Low Tide, 2 Ebb',
    after: '1 Ebb, 2 Low Tide',
  })
})

test('publication, the bin and what was undone have no way back here', () => {
  const changed = edit('release', { title: 'Flood' }, { title: 'Ebb' })
  expect(canUndo(act([changed]))).toBe(true)
  expect(canUndo(act([changed], { is_undone: true }))).toBe(false)
  expect(canUndo(act([edit('publication', {}, {})]))).toBe(false)
  expect(canUndo(act([edit('release', { title: 'Ebb' }, null)]))).toBe(false)
  expect(canUndo(act([edit('track', null, { title: 'Ebb' })]))).toBe(true)
})
