/** All screens of those who run the server: one chunk. */
export { AdminDoor } from './admin-door'
export { AuditPage } from './audit-page'
export { OperatorFrame } from './operator-frame'
export { PeoplePage } from './people-page'
export { SignUpPage } from './sign-up-page'
export { StoppedPage } from './stopped-page'
