/** The screens of an artist in the studio, and of what its files have twice: one chunk. */
export { DuplicatesPage } from '@/studio/duplicates/duplicates-page'
export { ArtistBinPage } from './bin-page'
export { ArtistHistoryPage } from './history-page'
export { ArtistNoticesPage } from './notices-page'
export { ArtistProfilePage } from './profile-page'
