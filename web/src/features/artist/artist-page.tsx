/** One artist and everything they have released. */
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'

import { isStatus } from '@/api/problem'
import { artistQuery } from '@/api/queries'
import { ButtonLink } from '@/ui/button'
import { Heading } from '@/ui/heading'
import { UploadIcon } from '@/ui/icons'
import { ReleaseGrid } from '@/ui/release-grid'
import { Bone, Empty, Failed, Loading, Missing } from '@/ui/states'

const route = getRouteApi('/artist/$ref')

export default function ArtistPage() {
  const { ref } = route.useParams()
  const artist = useQuery(artistQuery(ref))
  if (artist.isPending) return <Skeleton />
  if (isStatus(artist.error, 404, 422))
    return <Missing title="No such artist" action={<ButtonLink to="/">Go home</ButtonLink>} />
  if (!artist.data) return <Failed error={artist.error} onRetry={() => void artist.refetch()} />
  const { name, slug, can_edit: canEdit } = artist.data
  return (
    <div className="flex flex-col gap-8">
      <header className="flex flex-wrap items-end justify-between gap-4 border-b border-line pb-6">
        <div>
          <p className="text-sm font-medium text-ink2">Artist</p>
          <Heading title={name} className="text-4xl font-extrabold">
            <bdi>{name}</bdi>
          </Heading>
        </div>
        {canEdit && (
          <ButtonLink look="outline" to="/studio">
            Open the studio
          </ButtonLink>
        )}
      </header>
      <section aria-labelledby="releases" className="flex flex-col gap-6">
        <h2 id="releases" className="text-xl font-bold">
          Releases
        </h2>
        <ReleaseGrid artist={slug} hasArtist={false} empty={<NoReleases canEdit={canEdit} />} />
      </section>
    </div>
  )
}

function NoReleases({ canEdit }: { canEdit: boolean }) {
  if (!canEdit) return <Empty sentence="Nothing released yet. Come back soon." />
  const action = (
    <ButtonLink to="/studio/releases/new">
      <UploadIcon size={20} />
      Upload music
    </ButtonLink>
  )
  return <Empty sentence="Nothing released yet. Upload your first track." action={action} />
}

function Skeleton() {
  return (
    <Loading>
      <Bone className="h-4 w-16" />
      <Bone className="mt-3 h-12 w-72" />
    </Loading>
  )
}
