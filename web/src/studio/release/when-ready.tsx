/** Whether a release goes out by itself, once all of it can be heard. */
import { messageOf } from '@/api/problem'
import { changeRelease } from '@/api/releases'
import type { ReleaseDetail } from '@/api/types'
import { ConflictView } from '@/studio/editing/conflict-view'
import { useEdit } from '@/studio/editing/use-edit'
import { useReleaseChange } from '@/studio/use-release'
import { FormError } from '@/ui/field'
import { Switch } from '@/ui/switch'

import { versionOf } from './edited-release'

export function WhenReady({ release }: { release: ReleaseDetail }) {
  const { accept, refresh } = useReleaseChange(release.id)
  const edit = useEdit(
    versionOf(release),
    (isOn: boolean, version) => changeRelease(release.id, { publish_when_ready: isOn, version }),
    accept,
  )
  return (
    <>
      <Switch
        label="Publish when ready"
        hint="Goes live by itself once every track is processed."
        isOn={edit.isSaving ? !release.publish_when_ready : release.publish_when_ready}
        disabled={edit.isSaving}
        onChange={(isOn) => void edit.save(isOn)}
      />
      <ConflictView edit={edit} onTakeTheirs={refresh} />
      {edit.error !== null && <FormError>{messageOf(edit.error)}</FormError>}
    </>
  )
}
