/** What somebody did: any number of roles, each a chip that is pressed or not. */
import { useId } from 'react'

import { type CreditRole, ROLE_NAMES } from '@/ui/credit-roles'

interface RoleChoiceProps {
  /** Whose they are. */
  name: string
  value: CreditRole[]
  error?: string
  onChange: (roles: CreditRole[]) => void
}

const ROLES = Object.keys(ROLE_NAMES) as CreditRole[]

const CHIP =
  'min-h-9 rounded-full border border-line-strong px-3 text-sm text-ink2 transition-colors ' +
  'hover:bg-paper3 aria-pressed:border-spot aria-pressed:bg-spot-soft aria-pressed:font-semibold ' +
  'aria-pressed:text-ink'

export function RoleChoice({ name, value, error, onChange }: RoleChoiceProps) {
  const id = useId()
  const toggle = (role: CreditRole) =>
    onChange(value.includes(role) ? value.filter((other) => other !== role) : [...value, role])
  return (
    <div
      role="group"
      aria-label={`Roles of ${name}`}
      aria-describedby={error && id}
      className="flex flex-col gap-1.5"
    >
      <p className="text-sm font-semibold" aria-hidden="true">
        Roles
      </p>
      <div className="flex flex-wrap gap-1.5">
        {ROLES.map((role) => (
          <button
            key={role}
            type="button"
            aria-pressed={value.includes(role)}
            onClick={() => toggle(role)}
            className={CHIP}
          >
            {ROLE_NAMES[role]}
          </button>
        ))}
      </div>
      {error && (
        <p id={id} className="text-sm font-medium text-bad">
          {error}
        </p>
      )}
    </div>
  )
}
