/** What marks the demo's records; apart from the records themselves, so that knowing them costs nothing. */
export const DEMO_PREFIX = 'demo-'
export const DEMO_NAME = 'Vistula Mesh'
