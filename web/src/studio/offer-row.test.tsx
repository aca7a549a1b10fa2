import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'

import { joinLabel, leaveLabel } from '@/api/labels'

import { OfferRow } from './offer-row'

vi.mock('@/api/labels', () => ({
  joinLabel: vi.fn(() => Promise.resolve()),
  leaveLabel: vi.fn(() => Promise.resolve()),
}))

afterEach(() => {
  cleanup()
  vi.clearAllMocks()
})

const MARRAM = { kind: 'artists', id: 'a1', slug: 'marram', name: 'Marram' } as const
const TIDE = { kind: 'labels', id: 'l1', slug: 'low-tide', name: 'Low Tide' } as const

function show(side: 'artists' | 'labels', isByLabel: boolean, mayDecide = true) {
  const onDone = vi.fn()
  const offer = { artist: MARRAM, label: TIDE, is_by_label: isByLabel, offered_at: '2030-01-01' }
  render(
    <QueryClientProvider client={new QueryClient()}>
      <OfferRow offer={offer} side={side} mayDecide={mayDecide} onDone={onDone} />
    </QueryClientProvider>,
  )
  return onDone
}

const names = () =>
  screen.queryAllByRole('button').map((button) => button.getAttribute('aria-label'))

const confirm = (name: string) => userEvent.click(screen.getByRole('button', { name }))

test.each([
  ['labels', true, ['Withdraw the question to Marram']],
  ['labels', false, ['Accept Marram', 'Decline Marram']],
  ['artists', true, ['Accept Low Tide', 'Decline Low Tide']],
  ['artists', false, ['Withdraw the question to Low Tide']],
] as const)('on the page of %s, asked by the label: %s', (side, isByLabel, shown) => {
  show(side, isByLabel)
  expect(names()).toEqual(shown)
})

test('who does not decide sees it alone', () => {
  show('artists', true, false)
  expect(names()).toEqual([])
  expect(screen.getByText('Asks you to join')).toBeTruthy()
})

test('accepting says what it means, and happens on the second press', async () => {
  const onDone = show('artists', true)
  await confirm('Accept Low Tide')
  expect(joinLabel).not.toHaveBeenCalled()
  expect(screen.getByRole('dialog').textContent).toContain(
    'The team of Low Tide then works on Marram',
  )
  await confirm('Accept')
  expect(joinLabel).toHaveBeenCalledWith('low-tide', 'a1')
  expect(onDone).toHaveBeenCalledWith('Marram is with Low Tide now.')
})

test.each([
  [true, 'Withdraw the question to Marram', 'Withdraw', 'Marram is no longer asked.'],
  [false, 'Decline Marram', 'Decline', 'Marram is declined.'],
])('it ends: asked by the label %s', async (isByLabel, first, second, words) => {
  const onDone = show('labels', isByLabel)
  await confirm(first)
  await confirm(second)
  expect(leaveLabel).toHaveBeenCalledWith('low-tide', 'a1')
  expect(onDone).toHaveBeenCalledWith(words)
})
