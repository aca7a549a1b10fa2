/** The head of an artist's page: picture, name, mark, other names. */
import type { ArtistDetail } from '@/api/types'
import { ArtistPicture } from '@/ui/artist-picture'
import { ButtonLink } from '@/ui/button'
import { Heading } from '@/ui/heading'
import { ReportButton } from '@/ui/report-button'
import { VerifiedMark } from '@/ui/verified-mark'

export function ArtistHeader({ artist }: { artist: ArtistDetail }) {
  const { id, name, slug, abilities, aliases, verified_at: verifiedAt } = artist
  return (
    <header className="flex flex-wrap items-end gap-x-6 gap-y-4 border-b border-line pb-6">
      <ArtistPicture
        artist={artist}
        width={160}
        alt={`Picture of ${name}`}
        className="w-32 shrink-0 sm:w-40"
      />
      <div className="min-w-0 flex-[1_1_14rem]">
        <p className="flex flex-wrap gap-x-3 text-sm font-medium text-ink2">
          Artist
          {verifiedAt && <VerifiedMark />}
        </p>
        <Heading title={name} className="text-4xl font-extrabold wrap-anywhere">
          <bdi>{name}</bdi>
        </Heading>
        {aliases.length > 0 && <Aliases aliases={aliases} />}
      </div>
      <div className="flex flex-wrap gap-2">
        {abilities.length > 0 && (
          <ButtonLink look="outline" to="/studio/artists/$ref" params={{ ref: slug }}>
            Open the studio
          </ButtonLink>
        )}
        <ReportButton things={[{ kind: 'artist', id, title: name }]} />
      </div>
    </header>
  )
}

const Aliases = ({ aliases }: Pick<ArtistDetail, 'aliases'>) => (
  <p className="mt-1 text-ink2 wrap-anywhere">
    Also known as{' '}
    {aliases.map(({ name, language }, place) => (
      <span key={name}>
        {place > 0 && ', '}
        <bdi lang={language || undefined}>{name}</bdi>
      </span>
    ))}
  </p>
)
