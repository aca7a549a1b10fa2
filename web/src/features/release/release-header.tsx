/** The head of a release's page: sleeve, title, artists, Play. */
import type { ReleaseDetail } from '@/api/types'
import { usePlayer, usePlayerState } from '@/player/react'
import { ArtistLine, artistLineOf } from '@/ui/artist-line'
import { ButtonLink } from '@/ui/button'
import { Heading } from '@/ui/heading'
import { PlayButton } from '@/ui/play-button'
import { factsOf } from '@/ui/release-facts'
import { ReportButton } from '@/ui/report-button'
import type { Reportable } from '@/ui/report-question'
import { Sleeve } from '@/ui/sleeve'

const ARTIST = 'inline-block border-b-2 border-spot font-semibold text-ink hover:text-spot'

export function ReleaseHeader({ release }: { release: ReleaseDetail }) {
  const { title } = release
  return (
    <header className="flex flex-col gap-6 md:flex-row md:items-end">
      <Sleeve
        cover={release.cover}
        seed={release.id}
        width={232}
        alt={`Cover of ${title}`}
        isEager
        className="w-58 shrink-0"
      />
      <div className="flex min-w-0 flex-col gap-3 md:pb-1">
        <p className="text-sm font-medium text-ink2">{factsOf(release).join(' · ')}</p>
        <Heading
          title={`${title} by ${artistLineOf(release)}`}
          className="text-4xl font-extrabold wrap-anywhere"
        >
          <bdi>{title}</bdi>
        </Heading>
        <p className="text-ink2 wrap-anywhere">
          by <ArtistLine of={release} linkClass={ARTIST} />
        </p>
        <div className="flex flex-wrap gap-2 pt-1">
          <PlayRelease release={release} />
          {release.can_edit ? (
            <ButtonLink look="outline" to="/studio/releases/$id" params={{ id: release.id }}>
              Edit
            </ButtonLink>
          ) : (
            <ReportButton things={reportable(release)} />
          )}
        </div>
      </div>
    </header>
  )
}

/** A cover goes by the id of its release. */
function reportable({ id, title, cover }: ReleaseDetail): Reportable[] {
  const release: Reportable = { kind: 'release', id, title }
  return cover ? [release, { ...release, kind: 'cover' }] : [release]
}

/** Plays the release, or pauses it when it is what plays. */
function PlayRelease({ release }: { release: ReleaseDetail }) {
  const player = usePlayer()
  const playable = release.tracks.filter((track) => track.is_playable)
  const isCurrent = usePlayerState(({ track }) => track?.release.id === release.id)
  const isPlaying = usePlayerState((state) => state.isPlaying) && isCurrent
  const press = () => (isCurrent ? player.toggle() : player.playTracks(playable))
  return <PlayButton isPlaying={isPlaying} onPress={press} disabled={playable.length === 0} />
}
