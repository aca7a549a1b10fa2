/** How the web app is built, served in development and tested. */
import { fileURLToPath } from 'node:url'

import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

// In development the page comes from Vite and everything else from the running Segue.
const server = process.env.SEGUE_ORIGIN ?? 'http://localhost:8000'
const forwarded = ['/api', '/_allauth', '/media', '/uploads']

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // The server puts each answer's own nonce here.
  html: { cspNonce: 'SEGUE_NONCE' },
  build: {
    manifest: true,
    outDir: 'dist',
    // light-dark() and popover are native from these versions on, so nothing is rewritten.
    target: ['chrome125', 'firefox128', 'safari17.5'],
    rolldownOptions: {
      // All that the first screen needs comes as one chunk; more of them would be heavier.
      output: { codeSplitting: { groups: [{ name: 'app', tags: ['$initial'] }] } },
    },
    // A data: font or image would need a looser content security policy.
    assetsInlineLimit: 0,
  },
  server: {
    proxy: {
      ...Object.fromEntries(forwarded.map((path) => [path, { target: server }])),
      '/live': { target: server.replace(/^http/, 'ws'), ws: true },
    },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
  },
})
