/** The screens of teams and labels, loaded as one chunk. */
export { LabelPage } from './label-page'
export { LabelsPage } from './labels-page'
export { TeamInvitationsPage } from './team-invitations-page'
export { TeamPage } from './team-page'
