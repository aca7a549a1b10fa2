import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'

import { AskDialog } from './ask-dialog'

afterEach(cleanup)

function show() {
  const onAsk = vi.fn(() => Promise.resolve())
  const words = { title: 'Ask an artist', about: '', label: 'Address', hint: '' }
  render(<AskDialog {...words} onAsk={onAsk} onClose={vi.fn()} />)
  return onAsk
}

test('a pasted link asks for whom it leads to', async () => {
  const onAsk = show()
  await userEvent.type(
    screen.getByLabelText('Address'),
    'https://segue.example/artist/marram{Enter}',
  )
  expect(onAsk).toHaveBeenCalledWith('marram')
})

test('nothing typed asks nobody and says so at the field', async () => {
  const onAsk = show()
  await userEvent.click(screen.getByRole('button', { name: 'Ask' }))
  expect(onAsk).not.toHaveBeenCalled()
  const field = screen.getByLabelText('Address')
  expect(field.getAttribute('aria-invalid')).toBe('true')
  expect(screen.getByText('Type or paste the address.')).toBeTruthy()
})
