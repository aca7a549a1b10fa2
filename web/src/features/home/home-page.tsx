/** Home: the newest releases. */
import { useQuery } from '@tanstack/react-query'

import { meQuery } from '@/api/queries'
import { ButtonLink } from '@/ui/button'
import { Heading } from '@/ui/heading'
import { UploadIcon } from '@/ui/icons'
import { ReleaseGrid } from '@/ui/release-grid'
import { Empty } from '@/ui/states'

export default function HomePage() {
  const me = useQuery(meQuery)
  const isVisitor = me.isSuccess && !me.data.user
  return (
    <div className="flex flex-col gap-8">
      <header className="flex flex-col gap-2">
        <Heading title="New releases">New releases</Heading>
        {isVisitor && (
          <p className="max-w-[60ch] text-ink2">
            Music from the artists on this server, newest first. Press Play on any sleeve.
          </p>
        )}
      </header>
      <ReleaseGrid
        empty={
          <Empty
            sentence="No music here yet. Upload the first track."
            action={
              <ButtonLink to="/studio/releases/new">
                <UploadIcon size={20} />
                Upload music
              </ButtonLink>
            }
          />
        }
      />
    </div>
  )
}
