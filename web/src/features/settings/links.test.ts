import { expect, test } from 'vitest'

import type { ApiError } from '@/api/problem'

import { linksOf } from './links'

const refusal = (values: Record<string, string>, rows: number[]) => {
  try {
    linksOf(values, rows)
  } catch (error) {
    return (error as ApiError).fields
  }
  return undefined
}

test('rows become links in their order; empty rows are left out', () => {
  const values = {
    ...{ 'link-4-label': ' Shop ', 'link-4-url': ' https://shop.example/tide ' },
    ...{ 'link-1-label': '', 'link-1-url': ' ' },
    ...{ 'link-0-label': 'Home', 'link-0-url': 'https://tide.example' },
  }
  expect(linksOf(values, [0, 1, 4])).toEqual([
    { label: 'Home', url: 'https://tide.example' },
    { label: 'Shop', url: 'https://shop.example/tide' },
  ])
})

test('an address without a scheme is one with https', () => {
  const values = { 'link-0-label': 'Home', 'link-0-url': 'tide.example/a' }
  expect(linksOf(values, [0])).toEqual([{ label: 'Home', url: 'https://tide.example/a' }])
})

test('what is missing or unfit is said beside its own row', () => {
  const values = {
    ...{ 'link-0-label': '', 'link-0-url': 'tide.example' },
    ...{ 'link-2-label': 'Shop', 'link-2-url': '' },
    ...{ 'link-3-label': 'Old', 'link-3-url': 'http://old.example' },
  }
  expect(refusal(values, [0, 2, 3])).toEqual({
    'link-0-label': 'Say what this link is.',
    'link-2-url': 'Type the address of this link.',
    'link-3-url': 'The address has to begin with https://.',
  })
})
