/** Where a share link leads: it is opened for this browser, which then sees and hears the release. */
import { useQuery } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'

import { isStatus } from '@/api/problem'
import { openedShareQuery } from '@/api/shares'
import { ButtonLink } from '@/ui/button'
import { Bone, Failed, Loading, Missing } from '@/ui/states'

const GO_HOME = <ButtonLink to="/">Go home</ButtonLink>

export default function SharePage() {
  const { hash } = useLocation()
  return hash === '' ? (
    <Missing
      title="This link is incomplete"
      sentence="The end of its address is missing. Copy the whole link from where you got it."
      action={GO_HOME}
    />
  ) : (
    <Opening key={hash} token={hash} />
  )
}

function Opening({ token }: { token: string }) {
  const navigate = useNavigate()
  const opened = useQuery(openedShareQuery(token))
  const release = opened.data?.release_id
  // The token goes from the address, and from the way back.
  useEffect(() => {
    if (release) void navigate({ to: '/release/$ref', params: { ref: release }, replace: true })
  }, [release, navigate])
  if (isStatus(opened.error, 404, 422))
    return (
      <Missing
        title="This link has ended"
        sentence="Ask whoever sent it to you for a new one."
        action={GO_HOME}
      />
    )
  if (opened.error) return <Failed error={opened.error} onRetry={() => void opened.refetch()} />
  return (
    <Loading label="Opening the link">
      <Bone className="h-58" />
    </Loading>
  )
}
