/** An on/off switch: a native checkbox in a switch's clothes. */
import { useId } from 'react'

interface SwitchProps {
  label: string
  hint?: string
  isOn: boolean
  disabled?: boolean
  onChange: (isOn: boolean) => void
}

export function Switch({ label, hint, isOn, disabled, onChange }: SwitchProps) {
  const id = useId()
  return (
    <div className="flex items-start gap-3">
      <span className="relative mt-0.5 inline-flex h-6 w-11 shrink-0">
        <input
          id={id}
          type="checkbox"
          role="switch"
          checked={isOn}
          disabled={disabled}
          aria-describedby={hint ? `${id}-hint` : undefined}
          onChange={(event) => onChange(event.currentTarget.checked)}
          className="peer absolute inset-0 size-full cursor-pointer appearance-none rounded-full border border-line-strong bg-paper3 transition-colors checked:border-spot checked:bg-spot"
        />
        <span className="pointer-events-none absolute start-1 top-1 size-4 rounded-full bg-ink2 transition-transform peer-checked:translate-x-5 peer-checked:bg-on-spot rtl:peer-checked:-translate-x-5" />
      </span>
      <span className="flex flex-col">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {hint && (
          <span id={`${id}-hint`} className="text-sm text-ink2">
            {hint}
          </span>
        )}
      </span>
    </div>
  )
}
