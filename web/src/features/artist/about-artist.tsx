/** What an artist's team says about the artist: words, members, links, pictures. */
import { Link } from '@tanstack/react-router'

import type { ArtistDetail } from '@/api/types'
import { ProfileLinks } from '@/ui/profile-links'
import { Sleeve } from '@/ui/sleeve'

import { yearsOf } from './years'

export function Biography({ biography }: Pick<ArtistDetail, 'biography'>) {
  return (
    <section aria-labelledby="about" className="flex flex-col gap-2">
      <h2 id="about" className="text-xl font-bold">
        About
      </h2>
      <p dir="auto" className="max-w-[68ch] whitespace-pre-line wrap-anywhere">
        {biography}
      </p>
    </section>
  )
}

export function Members({ members }: Pick<ArtistDetail, 'members'>) {
  return (
    <section aria-labelledby="members" className="flex flex-col gap-2">
      <h2 id="members" className="text-xl font-bold">
        Members
      </h2>
      <ul>
        {members.map((member, place) => (
          <li key={place} className="flex min-h-9 flex-wrap items-baseline gap-x-2 wrap-anywhere">
            <MemberName member={member} />
            <span className="text-sm text-ink2">
              <bdi>{member.part}</bdi>
              {member.part && yearsOf(member) && ' · '}
              {yearsOf(member)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const MemberName = ({ member: { name, slug } }: { member: ArtistDetail['members'][number] }) =>
  slug ? (
    <Link
      to="/artist/$ref"
      params={{ ref: slug }}
      className="font-semibold text-spot underline underline-offset-4"
    >
      <bdi>{name}</bdi>
    </Link>
  ) : (
    <bdi className="font-semibold">{name}</bdi>
  )

export function Gallery({ gallery, name }: Pick<ArtistDetail, 'gallery' | 'name'>) {
  return (
    <section aria-labelledby="pictures" className="flex flex-col gap-4">
      <h2 id="pictures" className="text-xl font-bold">
        Pictures
      </h2>
      <ul className="grid grid-cols-2 gap-5 sm:grid-cols-[repeat(auto-fill,minmax(11rem,1fr))]">
        {gallery.map(({ id, image, caption }, place) => (
          <li key={id}>
            <figure className="flex flex-col gap-2">
              <a href={image.url_1024} target="_blank" rel="noopener">
                <Sleeve
                  cover={image}
                  seed={id}
                  width={220}
                  alt={caption || `Picture ${place + 1} of ${name}`}
                />
                <span className="sr-only">(opens in a new tab)</span>
              </a>
              {caption && (
                <figcaption dir="auto" className="pt-1 text-sm text-ink2 wrap-anywhere">
                  {caption}
                </figcaption>
              )}
            </figure>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Beside each other where there is room. */
export function AboutArtist({ artist }: { artist: ArtistDetail }) {
  const { biography, members, links } = artist
  if (!biography && members.length === 0 && links.length === 0) return null
  return (
    <div className="flex flex-wrap gap-x-12 gap-y-8">
      {biography && (
        <div className="flex-[2_1_20rem]">
          <Biography biography={biography} />
        </div>
      )}
      {(members.length > 0 || links.length > 0) && (
        <div className="flex flex-[1_1_14rem] flex-col gap-8">
          {members.length > 0 && <Members members={members} />}
          {links.length > 0 && <ProfileLinks links={links} />}
        </div>
      )}
    </div>
  )
}
