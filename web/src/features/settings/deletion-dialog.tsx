/** Asks for the last time; the server then asks who it is. */
import type { Deletion } from '@/api/personal-data'
import { requestDeletion } from '@/api/personal-data'
import { ApiError } from '@/api/problem'
import { Dialog } from '@/ui/dialog'
import { Form, type Values } from '@/ui/form'

interface DeletionDialogProps {
  deletion: Deletion
  onAsked: () => void
  onClose: () => void
}

const IN_THE_WAY =
  'Tick that they are erased, too, or cancel and make somebody else an owner of them first.'

export function DeletionDialog({ deletion, onAsked, onClose }: DeletionDialogProps) {
  const { holdings, grace_days: days } = deletion
  const ask = async ({ with_artists: withArtists }: Values) => {
    if (holdings.length > 0 && !withArtists) throw new ApiError(409, 'settings.held', IN_THE_WAY)
    await requestDeletion(withArtists === 'yes')
    onAsked()
  }
  return (
    <Dialog title="Erase your account" onClose={onClose}>
      <p className="mb-5 text-ink2">
        It is erased in {days} days. Until then you can sign in and keep it.
      </p>
      <Form submit="Erase my account" busy="Asking…" fields={[]} onSubmit={ask} onCancel={onClose}>
        {() =>
          holdings.length > 0 && (
            <label className="flex min-h-11 items-start gap-3">
              <input
                type="checkbox"
                name="with_artists"
                value="yes"
                className="mt-1 size-5 shrink-0 accent-spot"
              />
              <span>
                Erase with it, including all their music:{' '}
                <strong className="font-semibold">
                  <bdi>{holdings.map(({ name }) => name).join(', ')}</bdi>
                </strong>
              </span>
            </label>
          )
        }
      </Form>
    </Dialog>
  )
}
