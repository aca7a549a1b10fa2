/** All screens of the settings: one chunk, since people walk from one to the next. */
export { AccessPage } from './access-page'
export { DataPage } from './data-page'
export { PrivacyPage } from './privacy-page'
export { ProfilePage } from './profile-page'
export { SecurityPage } from './security-page'
export { SessionsPage } from './sessions-page'
export { SettingsFrame } from './settings-frame'
export { SettingsPage } from './settings-page'
