/** Screens for those who are signed in, each its own chunk: named here, so that listeners' first chunk needn't name them. */

export const moderationPages = () => import('@/features/moderation/pages')
export const operatorPages = () => import('@/features/operator/pages')
export const settingPages = () => import('@/features/settings/pages')
export const artistPages = () => import('@/studio/artist/pages')
export const newReleasePage = () => import('@/studio/new-release-page')
export const overviewPage = () => import('@/studio/overview-page')
export const editorPages = () => import('@/studio/release/pages')
export const studioFrame = () => import('@/studio/studio-frame')
export const teamPages = () => import('@/studio/team-pages')
export const trackPages = () => import('@/studio/track/pages')
