/** A choice of one from a few, each with a line about what it means. */
interface Option<T extends string> {
  value: T
  label: string
  hint?: string
}

interface RadioGroupProps<T extends string> {
  legend: string
  name: string
  options: Option<T>[]
  defaultValue: T
  onChange?: (value: T) => void
}

export function RadioGroup<T extends string>(props: RadioGroupProps<T>) {
  const { legend, name, options, defaultValue, onChange } = props
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1.5 text-sm font-semibold">{legend}</legend>
      {options.map(({ value, label, hint }) => (
        <label key={value} className="flex min-h-11 items-start gap-3 py-1">
          <input
            type="radio"
            name={name}
            value={value}
            defaultChecked={value === defaultValue}
            onChange={() => onChange?.(value)}
            className="mt-0.5 size-5 shrink-0 accent-spot"
          />
          <span className="flex flex-col">
            <span className="font-medium">{label}</span>
            {hint && <span className="text-sm text-ink2">{hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
