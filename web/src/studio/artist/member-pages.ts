/** Finds the pages of members on this server, by what was typed as their address. */
import { getArtist } from '@/api/catalog'
import { ApiError, type FieldErrors, isStatus } from '@/api/problem'
import type { Values } from '@/ui/form'

import { refOf } from '@/studio/ask-to-join'
import { fieldIn, type Page, type Profile, typedIn } from './profile-values'

const NO_PAGE =
  'No artist here has this address. Copy it from the artist’s page, or leave it empty.'

/** `known`: the members by row, as they were. Raises ApiError with the field `page` of rows that lead nowhere. */
export async function findPages(
  values: Values,
  rows: number[],
  known: Profile['members'],
): Promise<Map<number, Page>> {
  const errors: FieldErrors = {}
  const found = await Promise.all(
    rows.map(async (row): Promise<[number, Page]> => {
      const ref = refOf(typedIn(values, 'members', row, 'page'))
      const page = await pageAt(ref, known[row])
      if (!page) errors[fieldIn('members', row, 'page')] = NO_PAGE
      return [row, page ?? NONE]
    }),
  )
  if (Object.keys(errors).length > 0) throw new ApiError(422, 'studio.no_page', NO_PAGE, errors)
  return new Map(found)
}

const NONE: Page = { artist_id: null, slug: null }

async function pageAt(ref: string, known: Page | undefined): Promise<Page | undefined> {
  if (!ref) return NONE
  if (known && ref === known.slug) return known
  try {
    const { id, slug } = await getArtist(ref)
    return { artist_id: id, slug }
  } catch (error) {
    if (isStatus(error, 404, 422)) return undefined
    throw error
  }
}
