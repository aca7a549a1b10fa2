import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'

import { DetailsForm } from './details-form'
import { conflictOf, RELEASE, serve, show } from './testing'

const PATH = '/api/v1/releases/r1'
const LICENSES = { 'GET /api/v1/licenses': [200, []] as const }

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name })

async function change(name: string, text: string) {
  await userEvent.clear(field(name))
  await userEvent.type(field(name), text)
}

test('what was changed alone is sent, with the version; Enter saves', async () => {
  const calls = serve({ ...LICENSES, [`PATCH ${PATH}`]: [200, { ...RELEASE, version: 4 }] })
  await show(<DetailsForm release={RELEASE} />)
  await change('Catalog number', 'LT-2{Enter}')
  expect(await screen.findByText('Saved.')).toBeTruthy()
  expect(calls).toEqual([
    { method: 'PATCH', path: PATH, body: { catalog_number: 'LT-2', version: 3 } },
  ])
})

test('a refused field says why, and everything typed stays', async () => {
  const words = 'A UPC or EAN has 12, 13 or 14 digits. Copy it from the barcode.'
  const errors = [{ loc: ['body', 'changes', 'upc'], msg: words }]
  serve({ ...LICENSES, [`PATCH ${PATH}`]: [422, { title: 'Check the fields', errors }] })
  await show(<DetailsForm release={RELEASE} />)
  await change('UPC or EAN', '12')
  await change('Label', 'High Tide')
  await userEvent.click(screen.getByRole('button', { name: 'Save details' }))
  expect(await screen.findByText(words)).toBeTruthy()
  expect(field('UPC or EAN').getAttribute('aria-invalid')).toBe('true')
  expect([field('UPC or EAN').value, field('Label').value]).toEqual(['12', 'High Tide'])
})

test('both values are shown when somebody was faster; mine goes over theirs by choice', async () => {
  const answers = {
    ...LICENSES,
    [`PATCH ${PATH}`]: conflictOf('label_name', 'Mine', 'Theirs'),
  }
  const calls = serve(answers)
  await show(<DetailsForm release={RELEASE} />)
  await change('Label', 'Mine')
  await userEvent.click(screen.getByRole('button', { name: 'Save details' }))
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('LabelTheirsTheirsYoursMine')
  expect(field('Label').value).toBe('Mine')
  answers[`PATCH ${PATH}`] = [200, { ...RELEASE, label_name: 'Mine', version: 8 }]
  await userEvent.click(screen.getByRole('button', { name: 'Save mine' }))
  expect(await screen.findByText('Saved.')).toBeTruthy()
  expect(calls.at(-1)?.body).toEqual({ label_name: 'Mine', version: 7 })
})

test('keeping theirs gives up what was typed', async () => {
  serve({ ...LICENSES, [`PATCH ${PATH}`]: conflictOf('label_name', 'Mine', 'Theirs') })
  await show(<DetailsForm release={RELEASE} />)
  await change('Label', 'Mine')
  await userEvent.click(screen.getByRole('button', { name: 'Save details' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Keep theirs' }))
  expect(field('Label').value).toBe('Low Tide')
  expect(screen.queryByRole('alert')).toBeNull()
})
