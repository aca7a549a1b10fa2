/** The labels that one runs, and starting one. */
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'

import { createLabel, type Label, myLabelsQuery } from '@/api/labels'
import { Loaded } from '@/ui/loaded'
import { Section, useTelling } from '@/ui/section'
import { Empty } from '@/ui/states'

import { LabelNameForm } from './label-name-form'
import { StudioHeader } from './studio-header'
import { useTeamChange } from './use-team-change'

export function LabelsPage() {
  const labels = useQuery(myLabelsQuery)
  return (
    <div className="flex max-w-180 flex-col gap-6">
      <StudioHeader
        back={
          <Link to="/studio" className="font-medium hover:underline">
            Artist studio
          </Link>
        }
        title="Your labels"
        heading="Your labels"
      >
        <p className="max-w-[60ch] text-ink2">
          A label runs several artists: its team works on all of them.
        </p>
      </StudioHeader>
      <Loaded query={labels} bone="h-40">
        {({ items }) => <LabelList labels={items} />}
      </Loaded>
      <NewLabel />
    </div>
  )
}

function LabelList({ labels }: { labels: Label[] }) {
  if (labels.length === 0) return <Empty sentence="You are on the team of no label." />
  return (
    <ul aria-label="Labels" className="border-t border-line">
      {labels.map(({ id, slug, name }) => (
        <li key={id} className="border-b border-line">
          <Link
            to="/studio/labels/$ref"
            params={{ ref: slug }}
            className="block px-2 py-3 font-semibold wrap-anywhere hover:bg-paper2"
          >
            <bdi>{name}</bdi>
          </Link>
        </li>
      ))}
    </ul>
  )
}

function NewLabel() {
  const navigate = useNavigate()
  const refresh = useTeamChange()
  const create = async (name: string) => {
    const { slug } = await createLabel(name)
    void refresh()
    await navigate({ to: '/studio/labels/$ref', params: { ref: slug } })
  }
  return (
    <Section
      title="Start a label"
      intro="You become its owner. Then ask artists to join, and invite who works with you."
      telling={useTelling()}
    >
      <div className="max-w-120">
        <LabelNameForm submit="Start the label" busy="Starting…" onName={create} />
      </div>
    </Section>
  )
}
