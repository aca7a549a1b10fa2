/** Files first: dropping them makes the release. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useId, useState } from 'react'

import { createRelease } from '@/api/catalog'
import { messageOf } from '@/api/problem'
import { keys, myArtistsQuery } from '@/api/queries'
import type { Artist } from '@/api/types'
import { FormError, INPUT } from '@/ui/field'
import { Heading } from '@/ui/heading'

import type { SortedFiles } from './audio-files'
import { DropZone } from './drop-zone'
import { ChosenNotes } from './tracks/chosen-notes'
import { useAddFiles } from './tracks/use-add-files'

export default function NewReleasePage() {
  const client = useQueryClient()
  const navigate = useNavigate()
  const artists = useQuery(myArtistsQuery).data?.items ?? []
  const [picked, setPicked] = useState('')
  const [chosen, setChosen] = useState<SortedFiles>()
  const artistId = picked || artists[0]?.id
  const addFiles = useAddFiles()

  const create = useMutation({
    mutationFn: async (files: SortedFiles) => {
      if (!artistId || files.accepted.length === 0) return
      const release = await createRelease(artistId)
      client.setQueryData([...keys.release, release.id], release)
      void client.invalidateQueries({ queryKey: keys.releases })
      addFiles(release, files)
      await navigate({ to: '/studio/releases/$id', params: { id: release.id } })
    },
  })
  return (
    <div className="flex max-w-180 flex-col gap-6">
      <header className="flex flex-col gap-2">
        <Heading title="New release">New release</Heading>
        <p className="text-ink2">
          Start with the files, or a folder of them. Titles, their order and the cover come from
          their tags, and you can change them while the files are on their way.
        </p>
      </header>
      {artists.length > 1 && (
        <ArtistChoice artists={artists} value={artistId ?? ''} onChange={setPicked} />
      )}
      {create.error && <FormError>{messageOf(create.error)}</FormError>}
      <DropZone
        onFiles={(files) => {
          setChosen(files)
          create.mutate(files)
        }}
        disabled={create.isPending}
      />
      {chosen && <ChosenNotes {...chosen} cover="" />}
    </div>
  )
}

interface ArtistChoiceProps {
  artists: Artist[]
  value: string
  onChange: (id: string) => void
}

function ArtistChoice({ artists, value, onChange }: ArtistChoiceProps) {
  const id = useId()
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-semibold">
        Artist
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        className={INPUT}
      >
        {artists.map((artist) => (
          <option key={artist.id} value={artist.id}>
            {artist.name}
          </option>
        ))}
      </select>
    </div>
  )
}
