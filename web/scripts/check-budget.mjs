/** Fails when the built app is heavier than its budget (gzip level 9, kB of 1000 bytes). */
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))
const chunks = Object.values(manifest)

const kilobytes = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length / 1000
const total = (files) => [...new Set(files)].reduce((sum, file) => sum + kilobytes(file), 0)

/** A chunk with all that it needs at once, without what it loads later. */
function closure(chunk, seen = new Set()) {
  if (seen.has(chunk.file)) return []
  seen.add(chunk.file)
  return [chunk.file, ...(chunk.imports ?? []).flatMap((key) => closure(manifest[key], seen))]
}

const entryFiles = closure(chunks.find((chunk) => chunk.isEntry))
const later = (match) =>
  chunks
    .filter((chunk) => chunk.isDynamicEntry && match(chunk.src ?? ''))
    .map((chunk) => total(closure(chunk).filter((file) => !entryFiles.includes(file))))

const isStudio = (src) => src.includes('studio/')
const isEngine = (src) => src.includes('hls')
const measured = [
  ['entry JavaScript', total(entryFiles), 120],
  ['largest listener route', Math.max(0, ...later((src) => !isStudio(src) && !isEngine(src))), 45],
  ['largest studio route', Math.max(0, ...later(isStudio)), 150],
  ['hls.js engine', Math.max(0, ...later(isEngine)), 115],
  ['all CSS', total(chunks.flatMap((chunk) => chunk.css ?? [])), 14],
]

let isOver = false
for (const [name, size, limit] of measured) {
  if (size > limit * 1.02) isOver = true
  console.log(`${name.padEnd(24)} ${size.toFixed(1).padStart(6)} kB of ${limit}`)
}
process.exit(isOver ? 1 : 0)
