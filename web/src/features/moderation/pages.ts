/** All screens of moderation and of the genres: one chunk. */
export { BlocksPage } from './blocks-page'
export { CasePage } from './case-page'
export { GenresPage } from './genres-page'
export { QueuePage } from './queue-page'
