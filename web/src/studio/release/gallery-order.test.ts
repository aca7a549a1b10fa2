import { expect, test } from 'vitest'

import type { Picture } from '@/api/releases'

import { arranged, galleryValues, moved } from './gallery-order'

const picture = (id: string, caption = ''): Picture => ({ id, caption }) as Picture
const GALLERY = [picture('a', 'Front'), picture('b'), picture('c')]

const idsOf = (pictures: Picture[]) => pictures.map(({ id }) => id).join('')

test('a picture moves, and no further than the ends', () => {
  expect(moved(GALLERY, 'c', -1)).toBe('a c b')
  expect(moved(GALLERY, 'a', -1)).toBe('a b c')
  expect(moved(GALLERY, 'a', 5)).toBe('b c a')
})

test('what is being arranged outlives pictures that come and go', () => {
  const typed = { ...galleryValues(GALLERY), order: 'c b a', a: 'Back' }
  expect(idsOf(arranged(GALLERY, typed))).toBe('cba')
  expect(arranged(GALLERY, typed)[2]?.caption).toBe('Back')
  expect(idsOf(arranged([picture('a'), picture('c'), picture('d')], typed))).toBe('cad')
})
