/** What was changed, in words: names of fields, and values as people read them. */

export type Names = Record<string, string>

const NAMES: Names = {
  bpm: 'BPM',
  chosen_kind: 'Kind',
  copyright_line: '© line',
  cover: 'Cover',
  credit: 'Artist line',
  disc_titles: 'Titles of discs',
  explicit: 'Explicit mark',
  is_published_when_ready: 'Publish when ready',
  isrc: 'ISRC',
  label_name: 'Label',
  musicbrainz_group_id: 'MusicBrainz release group',
  musicbrainz_recording_id: 'MusicBrainz recording',
  musicbrainz_release_id: 'MusicBrainz release',
  musicbrainz_track_id: 'MusicBrainz track',
  musicbrainz_work_id: 'MusicBrainz work',
  phonographic_line: '℗ line',
  publish_at: 'Goes out',
  released_on: 'First released',
  slug: 'Address',
  upc: 'UPC or EAN',
  version_title: 'Version',
}

/** "catalog_number" as "Catalog number". */
export function fieldName(field: string, names: Names = {}): string {
  const words = field.replaceAll('_', ' ')
  return names[field] ?? NAMES[field] ?? words.charAt(0).toUpperCase() + words.slice(1)
}

const NOTHING = 'Nothing'
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/
const ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/
const PICTURES = new Set(['cover', 'image'])

type Thing = Record<string, unknown>

const isThing = (value: unknown): value is Thing => typeof value === 'object' && value !== null
export const isEmpty = (value: unknown) =>
  value === null ||
  value === undefined ||
  value === '' ||
  (isThing(value) && Object.keys(value).length === 0)

/** What there is to say of a person, a link, a picture … beside its name. */
function asides(thing: Thing): string[] {
  const roles = Array.isArray(thing.roles) ? thing.roles.map((role) => plain(String(role))) : []
  const years = thing.since || thing.until ? [`${told(thing.since)}–${told(thing.until)}`] : []
  const rest = [thing.detail, thing.part, thing.language].filter((text) => !isEmpty(text))
  return [...roles, ...rest.map(told), ...years]
}

const told = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

const plain = (code: string): string => code.replaceAll('_', ' ')

function thingInWords(thing: Thing): string {
  const { name, label, title, file_name, caption, url } = thing
  if ('image' in thing) return caption ? `“${told(caption)}”` : 'a picture without a caption'
  const first = told(name) || told(label) || told(title) || told(file_name)
  if (first || url) {
    const more = [...asides(thing), ...(first ? [told(url)] : [])].filter(Boolean)
    return `${first || told(url)}${more.length > 0 ? ` (${more.join(', ')})` : ''}`
  }
  return Object.entries(thing)
    .map(([key, value]) => `${plain(key)}: ${valueInWords(value)}`)
    .join(', ')
}

/** `field`: where what stands in it can't be told from the value. */
export function valueInWords(value: unknown, field = ''): string {
  if (isEmpty(value)) return NOTHING
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'string') return textInWords(value, field)
  if (Array.isArray(value)) return value.map((each) => valueInWords(each)).join('; ')
  return isThing(value) ? thingInWords(value) : told(value)
}

function textInWords(text: string, field: string): string {
  if (PICTURES.has(field) && ID.test(text)) return 'a picture'
  if (MOMENT.test(text))
    return new Date(text).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' })
  return text
}
