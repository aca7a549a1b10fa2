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

const screen = <P extends string>(path: P, load: Parameters<typeof lazyRouteComponent>[0]) =>
  createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load) })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { next?: string } =>
    // Only paths of this app; "//host" would lead away.
    typeof search.next === 'string' && /^\/(?!\/)/.test(search.next) ? { next: search.next } : {},
  component: lazyRouteComponent(() => import('@/features/account/sign-in-page')),
})

const studio = createRoute({
  getParentRoute: () => root,
  path: '/studio',
  component: lazyRouteComponent(() => import('@/studio/studio-frame')),
  beforeLoad: async ({ context, location }) => {
    const me = await context.client.ensureQueryData(meQuery)
    if (!me.user) throw redirect({ to: '/sign-in', search: { next: location.pathname } })
  },
})

const studioHome = createRoute({
  getParentRoute: () => studio,
  path: '/',
  component: lazyRouteComponent(() => import('@/studio/overview-page')),
})
const newRelease = createRoute({
  getParentRoute: () => studio,
  path: '/releases/new',
  component: lazyRouteComponent(() => import('@/studio/new-release-page')),
})
const editRelease = createRoute({
  getParentRoute: () => studio,
  path: '/releases/$id',
  component: lazyRouteComponent(() => import('@/studio/editor-page')),
})

const operator = createRoute({
  getParentRoute: () => root,
  path: '/operator',
  component: lazyRouteComponent(() => import('@/features/operator/operator-page')),
  beforeLoad: async ({ context, location }) => {
    const { user } = await context.client.ensureQueryData(meQuery)
    if (!user) throw redirect({ to: '/sign-in', search: { next: location.pathname } })
    if (!user.is_operator) throw notFound()
  },
})

const routeTree = root.addChildren([
  screen('/', () => import('@/features/home/home-page')),
  screen('/artist/$ref', () => import('@/features/artist/artist-page')),
  screen('/release/$ref', () => import('@/features/release/release-page')),
  screen('/track/$ref', () => import('@/features/track/track-page')),
  screen('/sign-up', () => import('@/features/account/sign-up-page')),
  screen('/check-email', () => import('@/features/account/check-email-page')),
  screen('/verify-email/$key', () => import('@/features/account/verify-email-page')),
  screen('/reset-password', () => import('@/features/account/request-reset-page')),
  screen('/reset-password/$key', () => import('@/features/account/reset-password-page')),
  screen('/setup/$token', () => import('@/features/account/operator-setup-page')),
  signIn,
  operator,
  studio.addChildren([studioHome, newRelease, editRelease]),
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
