/** A text field with a list of what it may mean, by the pattern of ARIA: the arrow keys choose, Enter takes it. */
import { useId } from 'react'

import { INPUT, Labelled, type LabelProps } from './field'
import { useOptions } from './use-options'

export interface ComboboxOption {
  id: string
  label: string
  /** What tells it from others of its name. */
  note?: string
}

interface ComboboxProps<T extends ComboboxOption> extends LabelProps {
  text: string
  onText: (text: string) => void
  options: T[]
  onChoose: (option: T) => void
  /** Enter while no option is marked; without it Enter does what it does in a form. */
  onEnter?: () => void
  /** In the empty field. */
  onBackspace?: () => void
  onLeave?: () => void
  /** Marks the first option by itself. */
  isEager?: boolean
  maxLength?: number
}

export function Combobox<T extends ComboboxOption>(props: ComboboxProps<T>) {
  const { label, error, hint, text, onText, options, maxLength, onLeave } = props
  const listId = useId()
  const { isShown, marked, open, close, choose, onKeyDown } = useOptions(props)
  return (
    <Labelled label={label} error={error} hint={hint}>
      {(control) => (
        <div className="relative">
          <input
            {...control}
            role="combobox"
            aria-expanded={isShown}
            aria-controls={isShown ? listId : undefined}
            aria-autocomplete="list"
            aria-activedescendant={marked && `${listId}-${marked.id}`}
            dir="auto"
            value={text}
            maxLength={maxLength}
            autoComplete="off"
            className={INPUT}
            onChange={(event) => {
              open()
              onText(event.currentTarget.value)
            }}
            onKeyDown={onKeyDown}
            onBlur={() => {
              close()
              onLeave?.()
            }}
          />
          {isShown && <Options<T> {...{ id: listId, label, options, marked }} onChoose={choose} />}
        </div>
      )}
    </Labelled>
  )
}

interface OptionsProps<T> {
  id: string
  label: string
  options: T[]
  marked: T | undefined
  onChoose: (option: T) => void
}

const Options = <T extends ComboboxOption>(props: OptionsProps<T>) => (
  <ul
    id={props.id}
    role="listbox"
    aria-label={props.label}
    className="absolute inset-x-0 top-full z-10 mt-1 max-h-72 overflow-y-auto rounded-card border border-line bg-paper p-1 shadow-float"
  >
    {props.options.map((option) => (
      <li
        key={option.id}
        ref={option === props.marked ? intoView : undefined}
        id={`${props.id}-${option.id}`}
        role="option"
        aria-selected={option === props.marked}
        // Keeps the focus in the field.
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => props.onChoose(option)}
        className="flex min-h-11 cursor-pointer items-center gap-2 rounded-control px-3 hover:bg-paper3 aria-selected:bg-spot-soft"
      >
        <bdi className="wrap-anywhere">{option.label}</bdi>
        {option.note && <span className="text-sm text-ink2">{option.note}</span>}
      </li>
    ))}
  </ul>
)

const intoView = (option: HTMLElement | null) => option?.scrollIntoView({ block: 'nearest' })
