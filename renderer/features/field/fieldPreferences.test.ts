import { beforeAll, expect, it, vi } from 'vitest'

let parsePreferences: typeof import('./fieldPreferences').parsePreferences

beforeAll(async () => {
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined })
  parsePreferences = (await import('./fieldPreferences')).parsePreferences
})

it('begins with nothing chosen, also when what is stored cannot be read', () => {
  const nothing = parsePreferences(null)
  expect(nothing).toMatchObject({ theme: null, muted: false, technician: null, keep: 'no' })
  for (const text of ['', '{', '[]', '7', 'null', '"x"']) expect(parsePreferences(text)).toEqual(nothing)
})

it('keeps what can be read beside what cannot', () => {
  const text = JSON.stringify({ theme: 'pink', muted: true, technician: { memberId: null, name: 'Ada' }, keep: 'for ever' })
  expect(parsePreferences(text)).toMatchObject({ theme: null, muted: true, technician: { name: 'Ada' }, keep: 'no' })
})
