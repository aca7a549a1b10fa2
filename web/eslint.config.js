/** Lint rules, with the borders between the parts of the web app. */
import js from '@eslint/js'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

const border = (files, group, message) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] },
})

export default tseslint.config(
  { ignores: ['dist', 'src/api/schema.d.ts'] },
  js.configs.recommended,
  {
    files: ['src/**/*.{ts,tsx}', 'vite.config.ts'],
    extends: [tseslint.configs.recommendedTypeChecked, reactHooks.configs.flat.recommended],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      // TanStack Router redirects by throwing its own object.
      '@typescript-eslint/only-throw-error': 'off',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } },
      ],
    },
  },
  {
    files: ['scripts/**', 'eslint.config.js'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly' } },
  },
  {
    files: ['public/**'],
    languageOptions: { globals: { document: 'readonly', localStorage: 'readonly' } },
  },
  border(
    ['src/features/**'],
    ['@/features/*', '@/studio/*', '@/app/*', '../*'],
    'A feature uses only ui, api and player; routes put features together.',
  ),
  border(
    ['src/studio/**'],
    ['@/features/*', '@/app/*', '../*'],
    'The studio uses only ui, api and player.',
  ),
  border(
    ['src/ui/**'],
    ['@/features/*', '@/studio/*', '@/app/*'],
    'ui is below the features and knows none of them.',
  ),
  border(
    ['src/api/**'],
    ['@/features/*', '@/studio/*', '@/app/*', '@/ui/*', '@/player/*', 'react'],
    'api is plain TypeScript at the bottom.',
  ),
  {
    files: ['src/player/**'],
    ignores: ['src/player/react.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['react', 'react-dom', '@/features/*', '@/studio/*', '@/app/*', '@/ui/*'],
              message: 'The player is plain TypeScript; React sees it through player/react.ts.',
            },
          ],
        },
      ],
    },
  },
)
