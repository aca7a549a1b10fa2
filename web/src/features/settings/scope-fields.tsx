/** What a token or a password may do, to tick. */
import type { ScopeChoice } from './scopes'

interface ScopeFieldsProps<S extends string> {
  choices: ScopeChoice<S>[]
  chosen: S[]
  onChange: (scopes: S[]) => void
  error?: string
}

export function ScopeFields<S extends string>(props: ScopeFieldsProps<S>) {
  const { choices, chosen, onChange, error } = props
  return (
    <fieldset aria-describedby={error ? 'scopes-error' : undefined} className="flex flex-col gap-2">
      <legend className="mb-1.5 text-sm font-semibold">It may</legend>
      {choices.map(({ scope, label, hint }) => (
        <label key={scope} className="flex min-h-11 items-start gap-3">
          <input
            type="checkbox"
            checked={chosen.includes(scope)}
            onChange={({ currentTarget }) =>
              onChange(
                currentTarget.checked ? [...chosen, scope] : chosen.filter((s) => s !== scope),
              )
            }
            className="mt-1 size-5 shrink-0 accent-spot"
          />
          <span className="flex flex-col">
            <span className="font-medium">{label}</span>
            <span className="text-sm text-ink2">{hint}</span>
          </span>
        </label>
      ))}
      {error && (
        <p id="scopes-error" className="text-sm font-medium text-bad">
          {error}
        </p>
      )}
    </fieldset>
  )
}
