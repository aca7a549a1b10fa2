/** Buttons and links that look like them. */
import { createLink } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, ButtonHTMLAttributes, Ref } from 'react'

export type Look = 'solid' | 'outline' | 'quiet' | 'danger'

const SHARED =
  'inline-flex min-h-11 items-center justify-center gap-2 rounded-control px-4 text-md font-semibold ' +
  'whitespace-nowrap transition-colors select-none active:scale-[.98] disabled:opacity-55'

const LOOKS: Record<Look, string> = {
  solid: 'bg-spot text-on-spot enabled:hover:bg-spot/90 [a&]:hover:bg-spot/90',
  outline: 'border border-line-strong text-ink enabled:hover:bg-paper3 [a&]:hover:bg-paper3',
  quiet: 'text-ink2 enabled:hover:bg-paper3 enabled:hover:text-ink [a&]:hover:bg-paper3',
  danger: 'border border-bad text-bad enabled:hover:bg-bad enabled:hover:text-paper',
}

export const buttonClass = (look: Look = 'solid', more = ''): string =>
  `${SHARED} ${LOOKS[look]} ${more}`

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look
  ref?: Ref<HTMLButtonElement>
}

export function Button({ look = 'solid', className = '', type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={buttonClass(look, className)} {...rest} />
}

interface AnchorProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  look?: Look
  ref?: Ref<HTMLAnchorElement>
}

function Anchor({ look = 'solid', className = '', ...rest }: AnchorProps) {
  return <a className={buttonClass(look, className)} {...rest} />
}

/** A typed router link in a button's clothes. */
export const ButtonLink = createLink(Anchor)

const ICON_BUTTON =
  'grid size-11 shrink-0 place-items-center rounded-control text-ink2 transition-colors ' +
  'enabled:hover:bg-paper3 enabled:hover:text-ink active:scale-95 disabled:opacity-40'

/** A square button with an icon; its `label` is its name. */
export function IconButton({ label, className = '', ...rest }: ButtonProps & { label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={`${ICON_BUTTON} ${className}`}
      {...rest}
    />
  )
}
