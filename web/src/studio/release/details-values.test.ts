import { expect, test } from 'vitest'

import type { ReleaseDetail } from '@/api/types'

import { changesOf, detailsOf, discsOf } from './details-values'

const release = {
  ...{ title: 'Slack Water', credit: '', released_on: '', label_name: '', catalog_number: '' },
  ...{ upc: '', language: '', license: '', copyright_line: '', phonographic_line: '' },
  ...{ description: '', musicbrainz_release_id: null, musicbrainz_group_id: null },
  ...{ chosen_kind: '', kind: 'album', disc_titles: { 2: 'Ebb', 3: 'Gone' } },
  tracks: [{ disc_number: 2 }, { disc_number: 1 }, { disc_number: 2 }],
} as unknown as ReleaseDetail

test('the form has a text for every field, and for each disc', () => {
  expect(discsOf(release)).toEqual([1, 2])
  expect(detailsOf(release)).toMatchObject({
    title: 'Slack Water',
    kind: '',
    musicbrainz_group_id: '',
    'disc_titles.1': '',
    'disc_titles.2': 'Ebb',
  })
})

test('what is changed alone is sent; an emptied id as null', () => {
  expect(changesOf({ upc: '', musicbrainz_group_id: '' }, release.disc_titles)).toEqual({
    upc: '',
    musicbrainz_group_id: null,
  })
})

test('titles of discs go together, with those that the form doesn’t show', () => {
  expect(changesOf({ 'disc_titles.1': 'Flood' }, release.disc_titles)).toEqual({
    disc_titles: { 1: 'Flood', 2: 'Ebb', 3: 'Gone' },
  })
})
