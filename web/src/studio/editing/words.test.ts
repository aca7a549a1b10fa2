import { expect, test } from 'vitest'

import { fieldName, valueInWords } from './words'

const ID = '0f8fad5b-d9cb-469f-a165-70867728950e'

test('fields have names, and may be called otherwise', () => {
  expect(fieldName('catalog_number')).toBe('Catalog number')
  expect(fieldName('upc')).toBe('UPC or EAN')
  expect(fieldName('name', { name: 'Artist name' })).toBe('Artist name')
})

test.each([
  [null, '', 'Nothing'],
  [[], '', 'Nothing'],
  [true, '', 'Yes'],
  ['Slack Water', '', 'Slack Water'],
  [ID, 'cover', 'a picture'],
  [ID, 'musicbrainz_group_id', ID],
  [['Ambient', 'Dub'], '', 'Ambient; Dub'],
  [{ 1: 'Flood', 2: 'Ebb' }, 'disc_titles', '1: Flood, 2: Ebb'],
  [
    [
      { id: ID, image: ID, caption: 'Back' },
      { id: ID, image: ID, caption: '' },
    ],
    'gallery',
    '“Back”; a picture without a caption',
  ],
  [
    [{ name: 'Inês', artist_id: null, roles: ['composer', 'dj'], detail: 'piano' }],
    'credits',
    'Inês (composer, dj, piano)',
  ],
  [[{ name: 'Bo', part: 'bass', since: 1999, until: null }], 'members', 'Bo (bass, 1999–)'],
  [[{ label: 'Shop', url: 'https://a.example/' }], 'links', 'Shop (https://a.example/)'],
])('%j in words', (value, field, words) => {
  expect(valueInWords(value, field)).toBe(words)
})
