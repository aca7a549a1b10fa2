/** The titles of a release's discs, where it has several. */
import type { ReleaseDetail } from '@/api/types'
import { Field } from '@/ui/field'

import { Group, type InputOf } from './details-fields'
import { discField, discsOf } from './details-values'

interface DiscFieldsProps {
  inputOf: InputOf
  release: ReleaseDetail
  error: string | undefined
}

export function DiscFields({ inputOf, release, error }: DiscFieldsProps) {
  const discs = discsOf(release)
  if (discs.length < 2) return null
  return (
    <Group legend="Titles of discs">
      {discs.map((disc, i) => {
        const input = inputOf(discField(disc))
        return (
          <Field
            key={disc}
            label={`Disc ${disc}`}
            dir="auto"
            maxLength={200}
            autoComplete="off"
            {...input}
            error={input.error ?? (i === 0 ? error : undefined)}
          />
        )
      })}
    </Group>
  )
}
