/** Chosen names in order: each can be removed, and moved forward. */
import { CloseIcon } from '@/ui/icons'

interface ChipsProps {
  label: string
  names: string[]
  onRemove: (name: string) => void
  onOrder: (names: string[]) => void
}

const PART = 'grid min-h-9 place-items-center rounded-full text-ink2 hover:text-ink'

export function Chips({ label, names, onRemove, onOrder }: ChipsProps) {
  if (names.length === 0) return null
  const toFront = (name: string) => onOrder([name, ...names.filter((other) => other !== name)])
  return (
    <ul aria-label={`Chosen ${label.toLowerCase()}`} className="flex flex-wrap gap-1.5">
      {names.map((name, place) => (
        <li
          key={name}
          className="flex items-center rounded-full bg-paper3 ps-3 text-sm font-medium"
        >
          {place === 0 ? (
            <bdi className="wrap-anywhere">{name}</bdi>
          ) : (
            <button
              type="button"
              aria-label={`Put ${name} first`}
              title="Put it first"
              className={`${PART} hover:underline`}
              onClick={() => toFront(name)}
            >
              <bdi className="wrap-anywhere">{name}</bdi>
            </button>
          )}
          <button
            type="button"
            aria-label={`Remove ${name}`}
            title="Remove"
            className={`${PART} w-9`}
            onClick={() => onRemove(name)}
          >
            <CloseIcon size={16} />
          </button>
        </li>
      ))}
    </ul>
  )
}
