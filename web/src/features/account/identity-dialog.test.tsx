import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, test, vi } from 'vitest'

import IdentityDialog from './identity-dialog'

/** An account with these authenticators; `accepts` is the one body that proves it. */
function account(types: string[], hasPassword: boolean, accepts: object): void {
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    const answer = (status: number, body: object) =>
      Promise.resolve(new Response(JSON.stringify({ status, ...body }), { status }))
    if (path.endsWith('auth/session'))
      return answer(200, { data: { user: { has_usable_password: hasPassword } } })
    if (path.endsWith('authenticators'))
      return answer(200, { data: types.map((type) => ({ type })) })
    if (init.body === JSON.stringify(accepts)) return answer(200, { data: {} })
    const param = 'code' in accepts ? 'code' : 'password'
    return answer(400, { errors: [{ message: 'Not this one.', param }] })
  })
}

function show() {
  const onAnswer = vi.fn<(isProven: boolean) => void>()
  render(
    <QueryClientProvider client={new QueryClient()}>
      <IdentityDialog onAnswer={onAnswer} />
    </QueryClientProvider>,
  )
  return { onAnswer, user: userEvent.setup() }
}

beforeEach(() => {
  document.cookie = 'csrftoken=token-5'
  return () => {
    cleanup()
    vi.unstubAllGlobals()
  }
})

describe('the question who it is', () => {
  test('is answered with the password', async () => {
    account([], true, { password: 'low-tide-77' })
    const { onAnswer, user } = show()
    await user.type(await screen.findByLabelText('Password'), 'low-tide-77')
    await user.click(screen.getByRole('button', { name: 'Confirm' }))
    await vi.waitFor(() => expect(onAnswer.mock.calls).toEqual([[true]]))
    expect(screen.queryByLabelText('Code')).toBeNull()
  })

  test('a wrong password stays, with its reason beside the field', async () => {
    account([], true, { password: 'low-tide-77' })
    const { onAnswer, user } = show()
    const field = await screen.findByLabelText('Password')
    await user.type(field, 'high-tide')
    await user.click(screen.getByRole('button', { name: 'Confirm' }))
    await screen.findByText('Not this one.')
    expect(field.getAttribute('aria-invalid')).toBe('true')
    expect((field as HTMLInputElement).value).toBe('high-tide')
    expect(onAnswer).not.toHaveBeenCalled()
  })

  test('or with a code, and no longer with the password, where the account has codes', async () => {
    account(['totp', 'recovery_codes'], true, { code: '123456' })
    const { onAnswer, user } = show()
    await user.type(await screen.findByLabelText('Code'), ' 123456 ')
    expect(screen.queryByLabelText('Password')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Confirm' }))
    await vi.waitFor(() => expect(onAnswer.mock.calls).toEqual([[true]]))
  })

  test('turning away answers no', async () => {
    account([], true, {})
    const { onAnswer, user } = show()
    await user.click(await screen.findByRole('button', { name: 'Cancel' }))
    expect(onAnswer.mock.calls).toEqual([[false]])
  })

  test('an account that only a provider signs in is told what to do', async () => {
    account([], false, {})
    show()
    await screen.findByText('Sign out and in again, then come back: that proves it, too.')
  })
})
