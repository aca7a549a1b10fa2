/** The frame around every screen: rail or tabs, top bar, main, player. */
import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useMemo, useState } from 'react'

import { usePlayerState } from '@/player/react'

import { IdentityQuestion } from './identity-question'
import { Rail, TabBar } from './navigation'
import { ReportQuestion } from './report-question'
import { TopBar } from './top-bar'
import { useLive } from './use-live'
import { usePlayingTitle } from './use-playing-title'
import { useShortcuts } from './use-shortcuts'

const PlayerBar = lazy(() => import('@/features/player-bar/player-bar'))
const LyricsPanel = lazy(() => import('@/features/lyrics/lyrics-panel'))
const ShortcutList = lazy(() => import('@/features/player-bar/shortcut-list'))

const SKIP =
  'sr-only focus:not-sr-only focus:fixed focus:start-2 focus:top-2 focus:z-50 focus:rounded-control ' +
  'focus:bg-spot focus:px-4 focus:py-2 focus:font-semibold focus:text-on-spot'

export function Shell() {
  const [isHelpOpen, setIsHelpOpen] = useState(false)
  const [areLyricsOpen, setAreLyricsOpen] = useState(false)
  const page = useMemo(
    () => ({
      showHelp: () => setIsHelpOpen(true),
      toggleLyrics: () => setAreLyricsOpen((isOpen) => !isOpen),
    }),
    [],
  )
  const hasPlayer = usePlayerState((state) => state.track !== null)
  useLive()
  usePlayingTitle()
  useShortcuts(page)
  return (
    <div
      className={`min-h-dvh pb-(--dock) lg:ps-58 md:max-lg:ps-18 ${hasPlayer ? 'has-player' : ''} ${areLyricsOpen ? 'xl:pe-90' : ''}`}
    >
      <a href="#main" className={SKIP}>
        Skip to content
      </a>
      {hasPlayer && (
        <a href="#player" className={SKIP}>
          Skip to player
        </a>
      )}
      <TopBar onShortcuts={page.showHelp} />
      <Rail />
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto max-w-300 px-4 py-6 outline-none sm:px-8 sm:py-8"
      >
        <Outlet />
      </main>
      <Suspense>
        {hasPlayer && <PlayerBar areLyricsOpen={areLyricsOpen} onLyrics={page.toggleLyrics} />}
      </Suspense>
      <Suspense>{areLyricsOpen && <LyricsPanel onClose={page.toggleLyrics} />}</Suspense>
      <TabBar />
      <IdentityQuestion />
      <ReportQuestion />
      <Suspense>{isHelpOpen && <ShortcutList onClose={() => setIsHelpOpen(false)} />}</Suspense>
    </div>
  )
}
