/** A copy of all one's data: asked for, watched while it is made, downloaded. */
import { useMutation, useQuery } from '@tanstack/react-query'

import { type Export, exportsQuery, startExport } from '@/api/personal-data'
import { messageOf } from '@/api/problem'
import { FormError } from '@/ui/field'
import { Form } from '@/ui/form'
import { useIsLive } from '@/ui/live-status'
import { Loaded } from '@/ui/loaded'
import { RadioGroup } from '@/ui/radio-group'
import { Section, useTelling } from '@/ui/section'

import { ExportRow } from './export-row'
import { isUnderWay } from './exports'

const INTRO =
  'A zip with everything that this server keeps about you, in files that you and programs can read.'
const POLL_EVERY_MS = 2000

const KINDS = [
  { value: 'without', label: 'Without audio files', hint: 'Small, and made within moments.' },
  {
    value: 'with',
    label: 'With your original audio files',
    hint: 'May be many gigabytes and take a while. An e-mail tells you when it is ready.',
  },
]

export function ExportSection() {
  const telling = useTelling()
  const isLive = useIsLive()
  const exports = useQuery({
    ...exportsQuery,
    // The socket tells of every step; without it we ask.
    refetchInterval: ({ state }) =>
      !isLive && (state.data?.items.some(isUnderWay) ?? false) && POLL_EVERY_MS,
  })
  const start = async (withFiles: boolean) => {
    await startExport(withFiles)
    telling.tell('We have begun to pack your data.', true)
    await exports.refetch()
  }
  return (
    <Section title="Take your data along" intro={INTRO} telling={telling}>
      <Loaded query={exports} bone="h-40">
        {({ items }) => <Exports items={items} onStart={start} />}
      </Loaded>
    </Section>
  )
}

interface ExportsProps {
  items: Export[]
  onStart: (withFiles: boolean) => Promise<void>
}

function Exports({ items, onStart }: ExportsProps) {
  const again = useMutation({ mutationFn: onStart })
  return (
    <>
      {items.length > 0 && (
        <ul aria-label="Exports" className="border-t border-line">
          {items.map((item) => (
            <ExportRow
              key={item.id}
              item={item}
              isRetrying={again.isPending}
              onRetry={() => again.mutate(item.with_files)}
            />
          ))}
        </ul>
      )}
      {again.error && <FormError>{messageOf(again.error)}</FormError>}
      {!items.some(isUnderWay) && (
        <Form
          submit="Pack my data"
          busy="Starting…"
          fields={[]}
          onSubmit={({ kind }) => onStart(kind === 'with')}
        >
          {() => (
            <RadioGroup legend="What to pack" name="kind" options={KINDS} defaultValue="without" />
          )}
        </Form>
      )}
    </>
  )
}
