/** A checkbox as large as a thumb. */

interface TickProps {
  label: string
  /** Shown beside it, where the label alone doesn't go without saying. */
  words?: string
  isOn: boolean
  isSome?: boolean
  onChange: (isRange: boolean) => void
}

const isWithShift = (event: Event): boolean => 'shiftKey' in event && event.shiftKey === true

export const Tick = ({ label, words, isOn, isSome = false, onChange }: TickProps) => (
  <label className="flex min-h-9 min-w-9 shrink-0 items-center justify-center gap-2 text-sm text-ink2">
    <input
      type="checkbox"
      aria-label={label}
      checked={isOn}
      ref={(box) => {
        if (box) box.indeterminate = isSome
      }}
      onChange={({ nativeEvent }) => onChange(isWithShift(nativeEvent))}
      className="size-5 accent-(--spot)"
    />
    {words}
  </label>
)
