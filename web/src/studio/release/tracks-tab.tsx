/** The first page of the editor: the title and the tracks. */
import { TracksSection } from '@/studio/tracks/tracks-section'
import { useEditedRelease } from './edited-release'
import { LookOnly } from './look-only'
import { TitleField } from './title-field'

export function TracksTab() {
  const release = useEditedRelease()
  if (!release.can_edit) return <LookOnly release={release} />
  return (
    <>
      <TitleField release={release} />
      <TracksSection release={release} />
    </>
  )
}
