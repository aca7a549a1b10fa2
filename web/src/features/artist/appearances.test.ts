import { expect, test } from 'vitest'

import type { CreditedOn } from '@/api/artist-profile'

import { appearancesIn } from './appearances'

const row = (
  release: string,
  roles: CreditedOn['roles'],
  track: CreditedOn['track'] = null,
): CreditedOn => ({
  ...{ release: { id: release, slug: release, title: release }, name: 'Inês', roles, track },
})

test('credits are put together by release', () => {
  const rows = [
    row('tides', ['producer', 'mixer']),
    row('tides', ['performer'], { id: 't1', title: 'Ebb' }),
    row('other', ['featured'], { id: 't2', title: 'Flow' }),
  ]
  expect(appearancesIn(rows)).toEqual([
    {
      release: { id: 'tides', slug: 'tides', title: 'tides' },
      roles: 'Producer, Mixing',
      tracks: [{ id: 't1', title: 'Ebb', roles: 'Performer' }],
    },
    {
      release: { id: 'other', slug: 'other', title: 'other' },
      roles: '',
      tracks: [{ id: 't2', title: 'Flow', roles: 'Featured artist' }],
    },
  ])
})
