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

import { meQuery } from '@/api/me'
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

const members = () => import('./member-screens')
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
  void members().catch(() => undefined) // meanwhile; the screen says so if it can't be had
  const { user } = await context.client.ensureQueryData(meQuery)
  if (!user) throw redirect({ to: '/sign-in', search: { next: location.href } })
  return user
}

const studio = createRoute({
  getParentRoute: () => root,
  path: '/studio',
  component: lazyRouteComponent(async () => (await members()).studioFrame()),
  beforeLoad: async (at) => void (await membersOnly(at)),
})

const inStudio = <P extends string>(path: P, load: Load, name?: string) =>
  createRoute({ getParentRoute: () => studio, path, component: lazyRouteComponent(load, name) })
const teamPages = async () => (await members()).teamPages()
const editorPages = async () => (await members()).editorPages()

const editor = createRoute({
  getParentRoute: () => studio,
  path: '/releases/$id',
  component: lazyRouteComponent(editorPages, 'EditorFrame'),
})
const inEditor = <P extends string>(path: P, name: keyof Awaited<ReturnType<typeof editorPages>>) =>
  createRoute({
    getParentRoute: () => editor,
    path,
    component: lazyRouteComponent(editorPages, name),
  })
const artistPages = async () => (await members()).artistPages()
const trackPages = async () => (await members()).trackPages()

const operatorPages = async () => (await members()).operatorPages()
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

const moderationPages = async () => (await members()).moderationPages()
type ModerationPage = keyof Awaited<ReturnType<typeof moderationPages>>

interface QueueSearch {
  show?: string
  kind?: string
  reason?: string
}

const moderation = <P extends string>(path: P, name: ModerationPage) =>
  createRoute({
    getParentRoute: () => operator,
    path,
    component: lazyRouteComponent(moderationPages, name),
  })
const queue = createRoute({
  getParentRoute: () => operator,
  path: '/reports',
  component: lazyRouteComponent(moderationPages, 'QueuePage'),
  validateSearch: ({ show, kind, reason }: Record<string, unknown>): QueueSearch => ({
    show: textOf(show),
    kind: textOf(kind),
    reason: textOf(reason),
  }),
})
const genres = createRoute({
  getParentRoute: () => operator,
  path: '/genres',
  component: lazyRouteComponent(moderationPages, 'GenresPage'),
  beforeLoad: operatorsAlone,
})

const settingPages = async () => (await members()).settingPages()
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

const release = createRoute({
  getParentRoute: () => root,
  path: '/release/$ref',
  component: lazyRouteComponent(() => import('@/features/release/release-page')),
  validateSearch: ({ as }: Record<string, unknown>): { as?: 'listener' } =>
    as === 'listener' ? { as } : {},
})

const routeTree = root.addChildren([
  screen('/', () => import('@/features/home/home-page')),
  screen('/artist/$ref', () => import('@/features/artist/artist-page')),
  release,
  screen('/share', () => import('@/features/share/share-page')),
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
    queue,
    moderation('/reports/$id', 'CasePage'),
    moderation('/blocks', 'BlocksPage'),
    genres,
  ]),
  settings.addChildren([
    setting('/', 'SettingsPage'),
    setting('/profile', 'ProfilePage'),
    setting('/security', 'SecurityPage'),
    setting('/sessions', 'SessionsPage'),
    setting('/access', 'AccessPage'),
    setting('/privacy', 'PrivacyPage'),
    setting('/data', 'DataPage'),
    setting('/reports', 'OwnReportsPage'),
  ]),
  studio.addChildren([
    inStudio('/', async () => (await members()).overviewPage()),
    inStudio('/releases/new', async () => (await members()).newReleasePage()),
    editor.addChildren([
      inEditor('/', 'TracksTab'),
      inEditor('/details', 'DetailsTab'),
      inEditor('/sharing', 'SharingTab'),
      inEditor('/history', 'HistoryTab'),
    ]),
    inStudio('/tracks/$id', trackPages, 'TrackPage'),
    inStudio('/artists/$ref', artistPages, 'ArtistProfilePage'),
    inStudio('/artists/$ref/history', artistPages, 'ArtistHistoryPage'),
    inStudio('/artists/$ref/bin', artistPages, 'ArtistBinPage'),
    inStudio('/artists/$ref/notices', artistPages, 'ArtistNoticesPage'),
    inStudio('/artists/$ref/team', teamPages, 'TeamPage'),
    inStudio('/duplicates', artistPages, 'DuplicatesPage'),
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
