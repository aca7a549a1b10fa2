import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'

import { Avatar } from './avatar'

afterEach(cleanup)

test('shows the picture, and says whose it is', () => {
  const avatar = { url_256: '/256.jpg', url_512: '/512.jpg' }
  render(<Avatar person={{ username: 'ines', avatar }} alt="Picture of Inês" />)
  expect(screen.getByRole('img', { name: 'Picture of Inês' }).getAttribute('src')).toBe('/256.jpg')
})

test('without one, the first letter stands in its place, and says nothing', () => {
  const { container } = render(<Avatar person={{ username: 'ines', avatar: null }} />)
  expect(container.textContent).toBe('I')
  expect(container.querySelector('[aria-hidden="true"]')).not.toBeNull()
})
