/** What marks the demo's records; apart from the records themselves, so that knowing them costs nothing. */
export const DEMO_PREFIX = 'demo-'
export const DEMO_NAME = 'Vistula Mesh'

export function isDemoKey(key: unknown): boolean {
  return typeof key === 'string' && key.startsWith(DEMO_PREFIX)
}
