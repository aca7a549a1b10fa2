/** The document's title, and whether the next heading should take the focus. */

const NAME = 'Segue'

let page = ''
let playing = ''
/** Where the focus was when the navigation began; undefined when there was none. */
let navigatedFrom: Element | null | undefined

function show(): void {
  document.title = playing || (page ? `${page} · ${NAME}` : NAME)
}

export function setPageTitle(title: string): void {
  page = title
  show()
}

/** While music plays, its name is the title; an empty string ends that. */
export function setPlayingTitle(title: string): void {
  playing = title
  show()
}

export function noteNavigation(): void {
  navigatedFrom = document.activeElement
}

/** True once after a navigation, unless the focus has been moved by hand since. */
export function consumeNavigation(): boolean {
  if (navigatedFrom === undefined) return false
  const active = document.activeElement
  const isUntouched = active === null || active === document.body || active === navigatedFrom
  navigatedFrom = undefined
  return isUntouched
}
