/** Blocks a file by its SHA-256: typed, or worked out from a file on this device. */
import { type ChangeEvent, useRef, useState } from 'react'

import { addBlock } from '@/api/blocks'
import { ApiError } from '@/api/problem'
import { Dialog } from '@/ui/dialog'
import { Field } from '@/ui/field'
import { Form, type Values } from '@/ui/form'
import { reasonOf } from '@/ui/reason'
import { ReasonField } from '@/ui/reason-dialog'

import { fileDigest } from './file-digest'

interface BlockDialogProps {
  onAdded: (words: string) => void
  onClose: () => void
}

const FILE =
  'max-w-full text-sm font-normal file:me-3 file:min-h-11 file:rounded-control file:border ' +
  'file:border-solid file:border-line-strong file:px-4 file:text-md file:font-semibold'

const WRONG = 'A SHA-256 is 64 signs: digits and the letters a to f.'

/** Raises ApiError with the field `sha256`. */
function digestOf(typed = ''): string {
  const digest = typed.replace(/\s/g, '').toLowerCase()
  if (/^[0-9a-f]{64}$/.test(digest)) return digest
  throw new ApiError(422, 'moderation.no_digest', WRONG, { sha256: WRONG })
}

export function BlockDialog({ onAdded, onClose }: BlockDialogProps) {
  const add = async ({ sha256, reason }: Values) => {
    const made = await addBlock({ sha256: digestOf(sha256), reason: reasonOf(reason) })
    onAdded(`Blocked: ${made.reason}`)
  }
  return (
    <Dialog title="Block a file" onClose={onClose}>
      <p className="mb-5 text-ink2">
        Nobody may upload exactly this file. To block something that is here already, decide on it
        and take it down: then it is also known by its sound.
      </p>
      <Form
        submit="Block it"
        busy="Blocking…"
        fields={['sha256', 'reason']}
        onSubmit={add}
        onCancel={onClose}
      >
        {(errors) => (
          <>
            <DigestField error={errors.sha256} />
            <ReasonField
              error={errors.reason}
              hint="Who uploads it reads this, and the audit log keeps it."
            />
          </>
        )}
      </Form>
    </Dialog>
  )
}

function DigestField({ error }: { error?: string }) {
  const field = useRef<HTMLDivElement>(null)
  const [told, setTold] = useState('')
  const choose = async ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const file = currentTarget.files?.[0]
    const input = field.current?.querySelector<HTMLInputElement>('[name=sha256]')
    if (!file || !input) return
    setTold('Reading the file…')
    try {
      input.value = await fileDigest(file)
      setTold(`This is the SHA-256 of ${file.name}. The file itself is not sent.`)
    } catch {
      setTold('This browser could not read the file. Type its SHA-256 instead.')
    }
  }
  return (
    <div ref={field} className="flex flex-col gap-3">
      <Field
        label="SHA-256 of the file"
        name="sha256"
        maxLength={200}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        error={error}
        hint="64 signs, as “sha256sum” prints them."
      />
      <label className="flex flex-col gap-1.5 text-sm font-semibold">
        Or take it from a file on this device
        <input type="file" onChange={(event) => void choose(event)} className={FILE} />
      </label>
      <p role="status" className="text-sm text-ink2 empty:hidden">
        {told}
      </p>
    </div>
  )
}
