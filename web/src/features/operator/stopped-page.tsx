/** The work that stopped and waits for somebody to look at it. */
import { useInfiniteQuery } from '@tanstack/react-query'

import { parkedEventsQuery, retryEvent, retryJob, stoppedJobsQuery } from '@/api/operation'
import { Heading } from '@/ui/heading'

import { showEvent, showJob } from './stopped'
import { StoppedSection } from './stopped-section'

export function StoppedPage() {
  const jobs = useInfiniteQuery(stoppedJobsQuery)
  const events = useInfiniteQuery(parkedEventsQuery)
  return (
    <div className="flex flex-col gap-10">
      <header className="flex flex-col gap-2">
        <Heading title="Stopped work">Stopped work</Heading>
        <p className="max-w-[60ch] text-ink2">
          What Segue gave up on, newest first. Remove the cause, then try it again.
        </p>
      </header>
      <StoppedSection
        title="Jobs"
        empty="No job has stopped."
        query={jobs}
        items={jobs.data?.pages.flatMap((page) => page.items.map(showJob))}
        retry={retryJob}
      />
      <StoppedSection
        title="Events"
        empty="No event is parked."
        query={events}
        items={events.data?.pages.flatMap((page) => page.items.map(showEvent))}
        retry={retryEvent}
      />
    </div>
  )
}
