/** Asks for the moment a release goes out, and says which moment that is. */
import { useState, type FormEvent } from 'react'

import { messageOf } from '@/api/problem'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Field, FormError } from '@/ui/field'

import { fullMoment, localMoment, momentOf, ownZone, timeLeft, tomorrowNoon } from './moments'

interface ScheduleDialogProps {
  /** When it goes out as things stand. */
  at: string | null
  error: unknown
  isSaving: boolean
  onChoose: (at: string) => void
  onClose: () => void
}

export function ScheduleDialog({ at, error, isSaving, onChoose, onClose }: ScheduleDialogProps) {
  const [now] = useState(() => new Date())
  const [chosen, setChosen] = useState(() => localMoment(at ? new Date(at) : tomorrowNoon(now)))
  const [isMissing, setIsMissing] = useState(false)
  const moment = momentOf(chosen)
  const choose = (event: FormEvent) => {
    event.preventDefault()
    setIsMissing(!moment)
    if (moment) onChoose(moment.toISOString())
  }
  return (
    <Dialog title={at ? 'Change the date' : 'Schedule the release'} onClose={onClose}>
      <form onSubmit={choose} noValidate className="flex flex-col gap-4">
        {error !== null && <FormError>{messageOf(error)}</FormError>}
        {isMissing && !moment && <FormError>Choose a day and a time.</FormError>}
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label="Day"
            name="day"
            type="date"
            value={chosen.day}
            onChange={({ currentTarget: { value } }) => setChosen({ ...chosen, day: value })}
          />
          <Field
            label="Time"
            name="time"
            type="time"
            step={1}
            value={chosen.time}
            onChange={({ currentTarget: { value } }) => setChosen({ ...chosen, time: value })}
          />
        </div>
        <p role="status" className="text-sm text-ink2">
          {moment && <Said moment={moment} now={now} />}
        </p>
        <div className="flex flex-wrap justify-end gap-2">
          <Button look="outline" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={isSaving}>
            {isSaving ? 'Setting it…' : 'Set the date'}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function Said({ moment, now }: { moment: Date; now: Date }) {
  const left = (moment.getTime() - now.getTime()) / 1000
  const zone = `${fullMoment(moment)}, your time (${ownZone()})`
  if (left <= 0) return `${zone}. That has passed, so it goes out at once.`
  return `${zone}. That is in ${timeLeft(left)}.`
}
