/** The links of a profile: each with what it is and where it leads; added and removed. */
import { useEffect, useRef } from 'react'

import type { FieldErrors } from '@/api/problem'
import type { ProfileLink } from '@/api/profile'
import { Button } from '@/ui/button'
import { Field } from '@/ui/field'

import { addressField, labelField, MAX_LINKS } from './links'

interface LinkRowsProps {
  links: ProfileLink[]
  /** Numbers of the rows; those of `links` are their places. */
  rows: number[]
  onRows: (rows: number[]) => void
  errors: FieldErrors
}

export function LinkRows({ links, rows, onRows, errors }: LinkRowsProps) {
  const list = useRef<HTMLFieldSetElement>(null)
  const add = useRef<HTMLButtonElement>(null)
  const added = useRef<number>(undefined)
  useEffect(() => {
    if (added.current === undefined) return
    const field = list.current?.querySelector<HTMLElement>(`[name="${labelField(added.current)}"]`)
    field?.focus()
    added.current = undefined
  }, [rows])
  const addRow = () => {
    const row = Math.max(links.length - 1, ...rows) + 1
    added.current = row
    onRows([...rows, row])
  }
  const removeRow = (row: number) => {
    onRows(rows.filter((other) => other !== row))
    add.current?.focus()
  }
  return (
    <fieldset ref={list} className="flex min-w-0 flex-col gap-4">
      <legend className="mb-2 text-sm font-semibold">Links</legend>
      {errors.links && <p className="text-sm font-medium text-bad">{errors.links}</p>}
      {rows.map((row, place) => (
        <LinkRow
          key={row}
          row={row}
          number={place + 1}
          link={links[row]}
          errors={errors}
          onRemove={() => removeRow(row)}
        />
      ))}
      {/* Stays where it is when there is no more room, since the focus goes here. */}
      <Button
        ref={add}
        look="outline"
        className="self-start"
        aria-disabled={rows.length >= MAX_LINKS}
        onClick={() => rows.length < MAX_LINKS && addRow()}
      >
        {rows.length < MAX_LINKS ? 'Add a link' : `${MAX_LINKS} links are all that fit`}
      </Button>
    </fieldset>
  )
}

interface LinkRowProps {
  row: number
  number: number
  link?: ProfileLink
  errors: FieldErrors
  onRemove: () => void
}

function LinkRow({ row, number, link, errors, onRemove }: LinkRowProps) {
  return (
    <div
      role="group"
      aria-label={`Link ${number}`}
      className="grid items-start gap-3 border-b border-line pb-4 sm:grid-cols-[11rem_minmax(0,1fr)_auto]"
    >
      <Field
        label="What it is"
        name={labelField(row)}
        dir="auto"
        defaultValue={link?.label}
        maxLength={40}
        autoComplete="off"
        placeholder="My shop"
        error={errors[labelField(row)]}
      />
      <Field
        label="Address"
        name={addressField(row)}
        type="url"
        defaultValue={link?.url}
        maxLength={500}
        autoComplete="off"
        placeholder="https://"
        error={errors[addressField(row)]}
      />
      <Button
        look="quiet"
        className="justify-self-start px-3 text-bad! max-sm:-ms-3 sm:mt-6.5"
        aria-label={`Remove link ${number}`}
        onClick={onRemove}
      >
        Remove
      </Button>
    </div>
  )
}
