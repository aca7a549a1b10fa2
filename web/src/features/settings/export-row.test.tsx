import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'

import type { Export } from '@/api/personal-data'

import { ExportRow } from './export-row'

afterEach(cleanup)

const item = (changes: Partial<Export>): Export => ({
  ...{ id: 'e1', created_at: '2030-01-01T10:00:00Z', with_files: false, state: 'queued' },
  ...{ percent: 0, steps: [], error: null, bytes: null, expires_at: null, ...changes },
})

function show(changes: Partial<Export>) {
  const onRetry = vi.fn()
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ExportRow item={item(changes)} isRetrying={false} onRetry={onRetry} />
    </QueryClientProvider>,
  )
  return onRetry
}

const buttons = () => screen.queryAllByRole('button').map(({ textContent }) => textContent)

test('what is being made shows how far it is, and offers nothing', () => {
  show({ state: 'running', percent: 40 })
  expect(screen.getByRole<HTMLProgressElement>('progressbar').value).toBe(40)
  expect(buttons()).toEqual([])
})

test('what failed says why, and can be tried again', async () => {
  const onRetry = show({
    state: 'failed',
    error: { code: 'accounts.export_too_large', message: 'The disk is too full for it.' },
  })
  expect(screen.getByRole('alert').textContent).toBe('The disk is too full for it.')
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect(onRetry).toHaveBeenCalledOnce()
})

test('what is ready can be downloaded', () => {
  show({ state: 'ready', percent: 100, bytes: 3_986, expires_at: '2030-01-08T10:00:00Z' })
  expect(buttons()).toEqual(['Download'])
  expect(screen.queryByRole('progressbar')).toBeNull()
})
