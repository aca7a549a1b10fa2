/** Sends chosen files to a release; a picture among them becomes its cover if it has none. */
import { useQueryClient } from '@tanstack/react-query'

import { setCover } from '@/api/catalog'
import { messageOf } from '@/api/problem'
import { keys } from '@/api/queries'
import type { ReleaseDetail } from '@/api/types'
import type { SortedFiles } from '@/studio/audio-files'
import { uploadCenter } from '@/studio/uploads'

import { noteChosen } from './chosen'

export function useAddFiles() {
  const client = useQueryClient()
  const makeCover = async (id: string, picture: File) => {
    try {
      client.setQueryData([...keys.release, id], await setCover(id, picture))
      noteChosen(id, { cover: `“${picture.name}” is the cover now.` })
    } catch (error) {
      const words = `“${picture.name}” couldn’t become the cover. ${messageOf(error)}`
      noteChosen(id, { cover: words })
    }
  }
  return (release: Pick<ReleaseDetail, 'id' | 'cover'>, files: SortedFiles) => {
    const { accepted, refused, leftOut, cover } = files
    const rest = cover && release.cover ? [...leftOut, cover.name] : leftOut
    noteChosen(release.id, { refused, leftOut: rest, cover: '' })
    uploadCenter.add(release.id, accepted)
    if (cover && !release.cover) void makeCover(release.id, cover)
  }
}
