/** For those on the team who may see a release and not change it. */
import type { ReleaseDetail } from '@/api/types'
import { ButtonLink } from '@/ui/button'
import { Empty } from '@/ui/states'

export function LookOnly({ release }: { release: ReleaseDetail }) {
  return (
    <Empty
      sentence="Your role on this team lets you look at this release, not change it. Owners and managers can."
      action={
        <ButtonLink look="outline" to="/release/$ref" params={{ ref: release.slug }}>
          View the release
        </ButtonLink>
      }
    />
  )
}
