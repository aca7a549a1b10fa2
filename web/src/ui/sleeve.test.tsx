import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'

import type { Cover } from '@/api/types'

import { Sleeve } from './sleeve'

const urls = (form: string) => ({
  url_256: `/256.${form}`,
  url_512: `/512.${form}`,
  url_1024: `/1024.${form}`,
})
const cover: Cover = {
  ...urls('jpg'),
  avif: urls('avif'),
  webp: urls('webp'),
  hue: 29,
  chroma: 0.2,
  gradient: ['red', 'green', 'blue'],
}

afterEach(cleanup)

test('offers AVIF first, then WebP, and JPEG to everyone else', () => {
  const { container } = render(<Sleeve cover={cover} seed="a" width={220} alt="Cover" />)
  const sources = [...container.querySelectorAll('source')]
  expect(sources.map((source) => [source.type, source.getAttribute('srcset')])).toEqual([
    ['image/avif', '/256.avif 256w, /512.avif 512w, /1024.avif 1024w'],
    ['image/webp', '/256.webp 256w, /512.webp 512w, /1024.webp 1024w'],
  ])
  expect(screen.getByRole('img', { name: 'Cover' }).getAttribute('src')).toBe('/512.jpg')
})

test('shows the gradient until the image is there', () => {
  const { container } = render(<Sleeve cover={cover} seed="a" width={220} />)
  const sleeve = container.querySelector<HTMLElement>('.sleeve')
  expect(sleeve?.style.background).toContain('linear-gradient(135deg, red, green, blue)')
})

test('has only JPEGs for covers that were made before the others', () => {
  const { container } = render(
    <Sleeve cover={{ ...cover, avif: null, webp: null, gradient: [] }} seed="a" width={220} />,
  )
  expect(container.querySelectorAll('source')).toHaveLength(0)
  expect(container.querySelectorAll('img')).toHaveLength(1)
})
