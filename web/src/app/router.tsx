/** All routes of the app; screens are separate chunks, the studio's are never loaded for listeners. */
import { type QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  redirect,
} from '@tanstack/react-router'

import { meQuery } from '@/api/queries'
import { ButtonLink } from '@/ui/button'
import { noteNavigation } from '@/ui/page-title'
import { Failed, Missing } from '@/ui/states'

import { Shell } from './shell'

const root = createRootRouteWithContext<{ client: QueryClient }>()({ component: Shell })

type Load = Parameters<typeof lazyRouteComponent>[0]
const screen = <P extends string>(path: P, load: Load, name?: string) =>
  createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load, name) })

interface Onward {
  next?: string
  invitation?: string
  error?: string
}

// Only paths of this app; "//host" would lead away.
const isHere = (path: unknown): path is string =>
  typeof path === 'string' && /^\/(?![/\\])/.test(path)
const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined)

const validateSearch = ({ next, invitation, error }: Record<string, unknown>): Onward => ({
  next: isHere(next) ? next : undefined,
  invitation: textOf(invitation),
  error: textOf(error),
})

const accountPages = () => import('@/features/account/pages')
type AccountPage = keyof Awaited<ReturnType<typeof accountPages>>

/** A screen of signing up or in; each may be told where to go on to. */
const account = <P extends string>(path: P, name: AccountPage) =>
  createRoute({
    getParentRoute: () => root,
    path,
    validateSearch,
    component: lazyRouteComponent(accountPages, name),
  })

interface Guarded {
  context: { client: QueryClient }
  location: { href: string }
}

async function membersOnly({ context, location }: Guarded) {
  const { user } = await context.client.ensureQueryData(meQuery)
  if (!user) throw redirect({ to: '/sign-in', search: { next: location.href } })
  return user
}

const studio = createRoute({
  getParentRoute: () => root,
  path: '/studio',
  component: lazyRouteComponent(() => import('@/studio/studio-frame')),
  beforeLoad: async (at) => void (await membersOnly(at)),
})

const inStudio = <P extends string>(path: P, load: Load, name?: string) =>
  createRoute({ getParentRoute: () => studio, path, component: lazyRouteComponent(load, name) })
const teamPages = () => import('@/studio/team-pages')

const operatorPages = () => import('@/features/operator/pages')
type OperatorPage = keyof Awaited<ReturnType<typeof operatorPages>>

const operator = createRoute({
  getParentRoute: () => root,
  path: '/operator',
  component: lazyRouteComponent(operatorPages, 'OperatorFrame'),
  beforeLoad: async (at) => {
    if (!(await membersOnly(at)).is_moderator) throw notFound()
  },
})
async function operatorsAlone(at: Guarded) {
  if (!(await membersOnly(at)).is_operator) throw redirect({ to: '/operator/people' })
}

const operatorsOnly = <P extends string>(path: P, name: OperatorPage) =>
  createRoute({
    getParentRoute: () => operator,
    path,
    component: lazyRouteComponent(operatorPages, name),
    beforeLoad: operatorsAlone,
  })
const adminDoor = createRoute({
  getParentRoute: () => operator,
  path: '/admin',
  component: lazyRouteComponent(operatorPages, 'AdminDoor'),
  validateSearch: ({ next, proof }: Record<string, unknown>) => ({
    next: isHere(next) && next.startsWith('/admin/') ? next : undefined,
    proof: proof === true,
  }),
  beforeLoad: operatorsAlone,
})
const people = createRoute({
  getParentRoute: () => operator,
  path: '/people',
  component: lazyRouteComponent(operatorPages, 'PeoplePage'),
})

const settingPages = () => import('@/features/settings/pages')
type SettingPage = keyof Awaited<ReturnType<typeof settingPages>>

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  validateSearch,
  component: lazyRouteComponent(settingPages, 'SettingsFrame'),
  beforeLoad: async (at) => void (await membersOnly(at)),
})
const setting = <P extends string>(path: P, name: SettingPage) =>
  createRoute({
    getParentRoute: () => settings,
    path,
    component: lazyRouteComponent(settingPages, name),
  })

const routeTree = root.addChildren([
  screen('/', () => import('@/features/home/home-page')),
  screen('/artist/$ref', () => import('@/features/artist/artist-page')),
  screen('/release/$ref', () => import('@/features/release/release-page')),
  screen('/track/$ref', () => import('@/features/track/track-page')),
  screen('/people/$handle', () => import('@/features/profile/profile-page')),
  screen('/team-invitations', teamPages, 'TeamInvitationsPage'),
  account('/sign-in', 'SignInPage'),
  account('/sign-in/second-step', 'SecondStepPage'),
  account('/sign-in/return', 'ProviderReturnPage'),
  account('/sign-up', 'SignUpPage'),
  account('/sign-up/finish', 'ProviderSignUpPage'),
  account('/check-email', 'CheckEmailPage'),
  account('/verify-email/$key', 'VerifyEmailPage'),
  account('/reset-password', 'RequestResetPage'),
  account('/reset-password/$key', 'ResetPasswordPage'),
  account('/setup/$token', 'OperatorSetupPage'),
  operator.addChildren([
    operatorsOnly('/', 'StoppedPage'),
    people,
    adminDoor,
    operatorsOnly('/sign-up', 'SignUpPage'),
    operatorsOnly('/audit-log', 'AuditPage'),
  ]),
  settings.addChildren([
    setting('/', 'SettingsPage'),
    setting('/profile', 'ProfilePage'),
    setting('/security', 'SecurityPage'),
    setting('/sessions', 'SessionsPage'),
    setting('/access', 'AccessPage'),
    setting('/privacy', 'PrivacyPage'),
    setting('/data', 'DataPage'),
  ]),
  studio.addChildren([
    inStudio('/', () => import('@/studio/overview-page')),
    inStudio('/releases/new', () => import('@/studio/new-release-page')),
    inStudio('/releases/$id', () => import('@/studio/editor-page')),
    inStudio('/artists/$ref/team', teamPages, 'TeamPage'),
    inStudio('/labels', teamPages, 'LabelsPage'),
    inStudio('/labels/$ref', teamPages, 'LabelPage'),
  ]),
])

export function createAppRouter(client: QueryClient) {
  const router = createRouter({
    routeTree,
    context: { client },
    scrollRestoration: true,
    defaultPreload: 'intent',
    defaultPendingMs: 150,
    defaultErrorComponent: ({ error, reset }) => <Failed error={error} onRetry={reset} />,
    defaultNotFoundComponent: () => <Missing action={<ButtonLink to="/">Go home</ButtonLink>} />,
  })
  router.subscribe('onBeforeNavigate', ({ fromLocation, pathChanged }) => {
    if (fromLocation && pathChanged) noteNavigation()
  })
  return router
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
