/** Asking again who it is, before something that an open laptop should not allow. */

/** Resolves with whether the person has proved it. */
export type AskIdentity = () => Promise<boolean>

/** The code of the refusals that a fresh proof lifts. */
export const REAUTHENTICATE = 'accounts.reauthenticate'

let ask: AskIdentity | undefined
let asking: Promise<boolean> | undefined

/** The screen that asks. */
export function setAskIdentity(next: AskIdentity | undefined): void {
  ask = next
}

/** Asks once, however many calls wait for it. */
export function confirmIdentity(): Promise<boolean> {
  asking ??= (ask?.() ?? Promise.resolve(false)).finally(() => {
    asking = undefined
  })
  return asking
}
