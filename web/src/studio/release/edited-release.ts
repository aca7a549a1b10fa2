/** The release that the editor's frame has fetched, for the tabs in it. */
import { createContext, useContext } from 'react'

import type { ReleaseDetail } from '@/api/types'

export const EditedRelease = createContext<ReleaseDetail | null>(null)

export function useEditedRelease(): ReleaseDetail {
  const release = useContext(EditedRelease)
  if (!release) throw new Error('A tab of the editor stands in its frame.')
  return release
}

/** Others than the team get none, and don't come here. */
export const versionOf = ({ version }: Pick<ReleaseDetail, 'version'>): number => version ?? 1

export const may = (
  release: Pick<ReleaseDetail, 'abilities'>,
  ability: ReleaseDetail['abilities'][number],
): boolean => release.abilities.includes(ability)

/** The first part of a page stands right below the tabs. */
export const TAB_PAGE =
  'flex flex-col [&>section:first-child]:border-t-0 [&>section:first-child]:pt-0'
