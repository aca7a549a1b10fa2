/** Passkeys: the browser's ceremony, between what the server asks and what it is told. */
import { outcomeOf } from './account'
import { call, demand } from './allauth'
import { ApiError } from './problem'

/** What a person sees when the browser, or they themselves, did not go through with it. */
const STOPPED = 'No passkey was used. Try again, or choose another way.'
const KNOWN = 'This device has a passkey for your account already.'
const TOO_OLD = 'This browser is too old for passkeys here. Update it, or choose another way.'

/** True where the browser can read the server's options. */
export const hasPasskeys = (): boolean =>
  typeof PublicKeyCredential === 'function' &&
  'parseRequestOptionsFromJSON' in PublicKeyCredential &&
  'parseCreationOptionsFromJSON' in PublicKeyCredential

function refusal(error: unknown): ApiError {
  const isKnown = error instanceof DOMException && error.name === 'InvalidStateError'
  return new ApiError(0, 'passkeys.stopped', isKnown ? KNOWN : STOPPED)
}

const tooOld = () => new ApiError(0, 'passkeys.unsupported', TOO_OLD)

const jsonOf = (credential: Credential | null): unknown =>
  (credential as PublicKeyCredential).toJSON()

async function prove(publicKey: PublicKeyCredentialRequestOptionsJSON): Promise<unknown> {
  const options = PublicKeyCredential.parseRequestOptionsFromJSON(publicKey)
  const credential = await navigator.credentials
    .get({ publicKey: options })
    .catch((error: unknown) => {
      throw refusal(error)
    })
  return jsonOf(credential)
}

interface RequestOptions {
  request_options: { publicKey: PublicKeyCredentialRequestOptionsJSON }
}

/** Answers the challenge of one of the three places that take a passkey. */
async function answerChallenge(place: 'login' | 'authenticate' | 'reauthenticate') {
  if (!hasPasskeys()) throw tooOld()
  const path = `auth/webauthn/${place}`
  const asked = await demand<RequestOptions>('GET', path)
  return call('POST', path, { credential: await prove(asked.request_options.publicKey) })
}

export const signInWithPasskey = async () => outcomeOf(await answerChallenge('login'))

/** The second step of a sign-in. */
export const proveWithPasskey = async () => outcomeOf(await answerChallenge('authenticate'))

/** Raises ApiError when it was not accepted. */
export async function confirmWithPasskey(): Promise<void> {
  outcomeOf(await answerChallenge('reauthenticate'))
}

interface CreationOptions {
  creation_options: { publicKey: PublicKeyCredentialCreationOptionsJSON }
}

/** Makes a passkey that signs in by itself. */
export async function addPasskey(name: string): Promise<void> {
  if (!hasPasskeys()) throw tooOld()
  const path = 'account/authenticators/webauthn'
  const asked = await demand<CreationOptions>('GET', `${path}?passwordless`)
  const options = PublicKeyCredential.parseCreationOptionsFromJSON(asked.creation_options.publicKey)
  const credential = await navigator.credentials
    .create({ publicKey: options })
    .catch((error: unknown) => {
      throw refusal(error)
    })
  await demand('POST', path, { name, credential: jsonOf(credential) })
}

export const renamePasskey = (id: number, name: string) =>
  demand('PUT', 'account/authenticators/webauthn', { id, name })

export const removePasskey = (id: number) =>
  demand('DELETE', 'account/authenticators/webauthn', { authenticators: [id] })
