/** "Firefox on Linux", from what a browser or player calls itself. */

/** In this order: those further down call themselves by the names above, too. */
const BROWSERS: [pattern: RegExp, name: string][] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\/|\bOpera\b/, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]

const SYSTEMS: [pattern: RegExp, name: string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b|\bMacintosh\b/, 'Mac'],
  [/\bLinux\b/, 'Linux'],
]

const find = (agent: string, names: [RegExp, string][]): string | undefined =>
  names.find(([pattern]) => pattern.test(agent))?.[1]

const LONGEST = 60

export function deviceName(agent: string): string {
  const browser = find(agent, BROWSERS)
  const system = find(agent, SYSTEMS)
  if (browser) return system ? `${browser} on ${system}` : browser
  // Players and scripts: their own name comes first.
  const own = agent.split(/[/(\s]/, 1)[0]?.slice(0, LONGEST)
  if (own && own !== 'Mozilla') return system ? `${own} on ${system}` : own
  return system ?? 'Unknown device'
}
