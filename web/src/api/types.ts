/** Short names for the shapes that the server's schema generates. */
import type { getStream } from './stream'
import type { components } from './schema'

type Schemas = components['schemas']

export type Me = Schemas['Me']
export type Artist = Schemas['ArtistOut']
export type ArtistDetail = Schemas['ArtistDetailOut']
export type Cover = Schemas['CoverOut']
export type Release = Schemas['ReleaseOut']
export type ReleaseDetail = Schemas['ReleaseDetailOut']
export type Track = Schemas['TrackOut']
export type Upload = Schemas['UploadOut']
export type UploadLimits = Schemas['UploadLimitsOut']
export type UploadStep = Schemas['StepOut']
export type Job = Schemas['JobOut']
export type ParkedEvent = Schemas['ParkedEventOut']
/** As the client gives it, which knows pairs as lists. */
export type Stream = Awaited<ReturnType<typeof getStream>>
