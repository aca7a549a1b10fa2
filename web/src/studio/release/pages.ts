/** The release editor, loaded as one chunk. */
export { DetailsTab } from './details-tab'
export { EditorFrame } from './editor-frame'
export { HistoryTab } from './history-tab'
export { SharingTab } from './sharing-tab'
export { TracksTab } from './tracks-tab'
