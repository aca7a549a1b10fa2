/** The links of a person or an artist: each with its words and the host that it leads to. */
interface Link {
  label: string
  url: string
}

/** Nobody here vouches for these pages. */
const REL = 'nofollow ugc noopener'

/** "www.tide.example/shop" leads to tide.example; an address that can't be read is shown as it is. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host.replace(/^www\./, '') : url
}

export function ProfileLinks({ links }: { links: Link[] }) {
  return (
    <section aria-labelledby="links" className="flex flex-col gap-2">
      <h2 id="links" className="text-xl font-bold">
        Links
      </h2>
      <ul>
        {links.map(({ label, url }, place) => (
          <li key={place}>
            {/* In a tab of its own: leaving this one would end the music. */}
            <a
              href={url}
              target="_blank"
              rel={REL}
              className="flex min-h-11 flex-wrap items-baseline gap-x-2 py-2"
            >
              <bdi className="wrap-anywhere font-semibold text-spot underline underline-offset-4">
                {label}
              </bdi>
              <bdi className="text-sm wrap-anywhere text-ink2">{hostOf(url)}</bdi>
              <span className="sr-only">(opens in a new tab)</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
