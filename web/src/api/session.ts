/** Who is signed in. */
import { client, unwrap } from './client'

export const getMe = () => unwrap(client.GET('/api/v1/me'))
