/** Editing a profile: what it was when the form opened, what is sent, and what to do when others were faster. */
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'

import { changeArtist } from '@/api/artist-profile'
import { artistQuery } from '@/api/queries'
import type { ArtistDetail } from '@/api/types'
import type { Values } from '@/ui/form'

import { useEdit } from '@/studio/editing/use-edit'
import { findPages } from './member-pages'
import {
  besideRows,
  bodyOf,
  changesBetween,
  filledRows,
  type Profile,
  profileOf,
  type Rows,
} from './profile-values'

/** `form`: with what it starts, and how often it has started over. */
export function useProfileEdit(artist: ArtistDetail, onSaved: (artist: ArtistDetail) => void) {
  const client = useQueryClient()
  // Not what the cache has by now: a save is checked against what was looked at.
  const [seen, setSeen] = useState(artist)
  const [form, setForm] = useState<{ start: Profile; round: number }>({ start: artist, round: 0 })
  const typed = useRef<Partial<Profile>>({})
  const edit = useEdit(
    seen.version,
    (changes: Partial<Profile>, version) => changeArtist(artist.id, bodyOf(changes), version),
    (saved) => {
      setSeen(saved)
      onSaved(saved)
    },
  )
  /** Says whether it stands; undefined where nothing was another one. Raises ApiError by field. */
  const save = async (values: Values, rows: Rows): Promise<boolean | undefined> => {
    const filled = filledRows(values, rows)
    const pages = await findPages(values, filled.members, form.start.members)
    const changes = changesBetween(seen, { ...seen, ...profileOf(values, filled, pages) })
    typed.current = changes
    if (Object.keys(changes).length === 0) return undefined
    return edit.submit(changes).catch((error: unknown) => {
      throw besideRows(error, filled)
    })
  }
  const overtaken = edit.conflict?.fields.map(({ field }) => field) ?? []
  /** In the fields that both changed stands theirs now; what else was typed stays. */
  const takeTheirs = async () => {
    const theirs = await client.fetchQuery({ ...artistQuery(artist.slug), staleTime: 0 })
    const mine = Object.entries(typed.current).filter(([field]) => !overtaken.includes(field))
    setSeen(theirs)
    setForm(({ round }) => ({
      start: { ...theirs, ...Object.fromEntries(mine) },
      round: round + 1,
    }))
  }
  return { edit, save, takeTheirs, form }
}
