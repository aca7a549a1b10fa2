/** Opens a case on something that nobody reported, by its address. */
import { useNavigate } from '@tanstack/react-router'

import { openCase } from '@/api/cases'
import { Dialog } from '@/ui/dialog'
import { Field } from '@/ui/field'
import { Form, type Values } from '@/ui/form'
import { SelectField } from '@/ui/select-field'

import { subjectAt } from './subject-address'

const PARTS: [string, string][] = [
  ['page', 'What the address leads to'],
  ['cover', 'The cover of the release'],
]

export function OpenCaseDialog({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate()
  const open = async ({ address = '', part }: Values) => {
    const { id } = await openCase(await subjectAt(address.trim(), part === 'cover'))
    await navigate({ to: '/operator/reports/$id', params: { id } })
  }
  return (
    <Dialog title="Decide without a report" onClose={onClose}>
      <Form
        submit="Open the case"
        busy="Opening…"
        fields={['address']}
        onSubmit={open}
        onCancel={onClose}
      >
        {(errors) => (
          <>
            <Field
              label="Address of the release, track or artist"
              name="address"
              type="url"
              autoComplete="off"
              placeholder={`${window.location.origin}/release/…`}
              error={errors.address}
              hint="Nothing happens to it until you decide. What was taken down is put back from its decided case."
            />
            <SelectField label="About" name="part" options={PARTS} />
          </>
        )}
      </Form>
    </Dialog>
  )
}
