/** Fails when src/api/schema.d.ts is not what docs/openapi.json generates. */
import { existsSync, readFileSync } from 'node:fs'

import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript'

const source = new URL('../../docs/openapi.json', import.meta.url)
const committed = new URL('../src/api/schema.d.ts', import.meta.url)

if (!existsSync(source)) {
  console.error('docs/openapi.json is missing. Generate it from the server first.')
  process.exit(1)
}
const fresh = COMMENT_HEADER + astToString(await openapiTS(source))
if (fresh !== readFileSync(committed, 'utf8')) {
  console.error('src/api/schema.d.ts is out of date. Run: npm run generate')
  process.exit(1)
}
