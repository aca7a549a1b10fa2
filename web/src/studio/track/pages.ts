/** The page of one track in the studio, loaded as one chunk. */
export { TrackPage } from './track-page'
