import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'

import { type Answers, conflict, releaseOf, showTracks } from './tracks-fixture'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const PUT = 'PUT /api/v1/releases/r1/tracks.csv'
const CHANGE = { row: 2, track_id: 'a', title: 'Ebb', field: 'bpm', before: null, after: 90 }
const outcome = (is_dry_run: boolean, changes = [CHANGE]) =>
  ({ is_dry_run, track_count: 1, change_count: changes.length, changes }) as const

async function choose(answers: Answers) {
  const calls = await showTracks(releaseOf('ab'), answers)
  await userEvent.click(screen.getByText('Tracks as a table (CSV)'))
  const table = new File(['id,bpm\na,90\n'], 'tracks.csv', { type: 'text/csv' })
  await userEvent.upload(screen.getByLabelText('Choose a changed table'), table)
  return calls
}

test('a table is looked at first, and applied when it is meant', async () => {
  const calls = await choose({
    [PUT]: ({ path }) => [200, outcome(path.endsWith('dry_run=true'))],
  })
  expect(await screen.findByText('1 change on 1 track. Nothing is changed yet.')).toBeTruthy()
  expect(screen.getByRole('row', { name: /Ebb/ }).textContent).toBe('2EbbBPMNothing90')
  await userEvent.click(screen.getByRole('button', { name: 'Make 1 change' }))
  expect(await screen.findByText('1 change on 1 track made.')).toBeTruthy()
  expect(calls.map(({ path, body }) => [path.split('?')[1], body])).toEqual([
    ['dry_run=true', 'id,bpm\na,90\n'],
    ['dry_run=false', 'id,bpm\na,90\n'],
  ])
})

test('the table leads to its file', async () => {
  await choose({ [PUT]: () => [200, outcome(true, [])] })
  const link = screen.getByRole('link', { name: 'Download the table' })
  expect(link.getAttribute('href')).toBe('/api/v1/releases/r1/tracks.csv')
  expect(await screen.findByText(/There is nothing to change/)).toBeTruthy()
})

test('what is wrong is told by row and column, and nothing can be applied', async () => {
  const problems = [
    { row: 2, column: 'bpm', message: 'BPM is a number from 1 to 999.' },
    { row: 3, column: '', message: 'this row has more cells than there are columns.' },
  ]
  await choose({ [PUT]: () => [422, { code: 'catalog.table_unusable', problems }] })
  expect((await screen.findByRole('alert')).textContent).toBe(
    'Nothing was changed. Correct the table and choose it again.' +
      'Row 2, column bpm: BPM is a number from 1 to 999.' +
      'Row 3: this row has more cells than there are columns.',
  )
  expect(screen.queryByRole('button', { name: /^Make/ })).toBeNull()
})

test('cells that others changed since are shown with both values', async () => {
  await choose({ [PUT]: () => conflict('bpm', 90, 120, 9) })
  const told = (await screen.findByRole('alert')).textContent
  expect(told).toContain('Download it again')
  expect(told).toContain('EbbBPMHere120In the table90')
})
