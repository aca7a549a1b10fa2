import { cleanup, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'

import type { Picture } from '@/api/releases'

import { GallerySection } from './gallery-section'
import { RELEASE, serve, show } from './testing'

const PATH = '/api/v1/releases/r1/gallery'
const picture = (id: string, caption: string) =>
  ({ id, caption, image: { url_256: `/${id}.webp` } }) as Picture
const GALLERY = [picture('p1', 'Front'), picture('p2', 'Back')]

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const captions = () => screen.getAllByRole<HTMLInputElement>('textbox').map(({ value }) => value)

test('pictures change places by keys and buttons, and are saved with their captions', async () => {
  const calls = serve({ [`PUT ${PATH}`]: [200, RELEASE] })
  await show(<GallerySection release={{ ...RELEASE, gallery: GALLERY }} />)
  const front = screen.getByRole('textbox', { name: 'Caption of picture 1' })
  await userEvent.type(front, ' cover{Alt>}{ArrowDown}{/Alt}')
  expect(captions()).toEqual(['Back', 'Front cover'])
  const second = screen.getByRole('listitem', { name: 'Picture 2 of 2' })
  await userEvent.click(within(second).getByRole('button', { name: 'Up' }))
  expect(captions()).toEqual(['Front cover', 'Back'])
  await userEvent.click(screen.getByRole('button', { name: 'Save order and captions' }))
  expect(await screen.findByText('The gallery is saved.')).toBeTruthy()
  const pictures = [
    { id: 'p1', caption: 'Front cover' },
    { id: 'p2', caption: 'Back' },
  ]
  expect(calls.at(-1)?.body).toEqual({ pictures, version: 3 })
})

test('removing one is asked about first', async () => {
  const calls = serve({ [`DELETE ${PATH}/p2`]: [200, RELEASE] })
  await show(<GallerySection release={{ ...RELEASE, gallery: GALLERY }} />)
  const second = screen.getByRole('listitem', { name: 'Picture 2 of 2' })
  await userEvent.click(within(second).getByRole('button', { name: 'Remove…' }))
  expect(calls).toEqual([])
  await userEvent.click(screen.getByRole('button', { name: 'Remove' }))
  expect(await screen.findByText('The picture is removed.')).toBeTruthy()
  expect(calls).toHaveLength(1)
})
