import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, expect, test, vi } from 'vitest'

import { ApiError } from '@/api/problem'

import { ConfirmDialog } from './confirm-dialog'
import { Section, useTelling } from './section'

afterEach(cleanup)

function Sessions({ onConfirm }: { onConfirm: () => Promise<unknown> }) {
  const telling = useTelling()
  const [isAsking, setIsAsking] = useState(false)
  return (
    <Section title="Sessions" telling={telling}>
      <button onClick={() => setIsAsking(true)}>End…</button>
      {isAsking && (
        <ConfirmDialog
          title="End it"
          action="End"
          onConfirm={onConfirm}
          onDone={() => {
            setIsAsking(false)
            telling.tell('It is ended.', true)
          }}
          onCancel={() => setIsAsking(false)}
        >
          That device has to sign in again.
        </ConfirmDialog>
      )}
    </Section>
  )
}

function show(onConfirm: () => Promise<unknown>) {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Sessions onConfirm={onConfirm} />
    </QueryClientProvider>,
  )
  return userEvent.setup()
}

test('what is confirmed is done, told, and the focus goes to the heading', async () => {
  const end = vi.fn(() => Promise.resolve())
  const user = show(end)
  await user.click(screen.getByRole('button', { name: 'End…' }))
  expect(screen.getByRole('dialog', { name: 'End it' })).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'End' }))
  await screen.findByText('It is ended.')
  expect(end).toHaveBeenCalledOnce()
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Sessions' }))
})

test('what is refused stays open and says why', async () => {
  const user = show(() => Promise.reject(new ApiError(409, '', 'It ended a moment ago.')))
  await user.click(screen.getByRole('button', { name: 'End…' }))
  await user.click(screen.getByRole('button', { name: 'End' }))
  expect((await screen.findByRole('alert')).textContent).toBe('It ended a moment ago.')
  expect(screen.getByRole('dialog')).toBeTruthy()
})

test('turning away does nothing', async () => {
  const end = vi.fn(() => Promise.resolve())
  const user = show(end)
  await user.click(screen.getByRole('button', { name: 'End…' }))
  await user.click(screen.getByRole('button', { name: 'Cancel' }))
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(end).not.toHaveBeenCalled()
})
