import { expect, it, vi } from 'vitest'
import { findPackages, readLicences } from './readLicences'

const react = { name: 'react', version: '19.0.0', licence: 'MIT', author: null, text: 0 }
const inter = { name: '@fontsource-variable/inter', version: '5.0.0', licence: 'OFL-1.1', author: 'Rasmus Andersson', text: null }

it('finds packages by every word of their name, licence and author', () => {
  expect(findPackages([react, inter], '')).toEqual([react, inter])
  expect(findPackages([react, inter], 'OFL  rasmus')).toEqual([inter])
  expect(findPackages([react, inter], 'mit inter')).toEqual([])
})

it.each([
  ['is not there', async () => new Response('Not found.', { status: 404 })],
  ['is none', async () => new Response('{}')],
])('says what to do when the list %s', async (_how, answer) => {
  vi.stubGlobal('fetch', answer)
  await expect(readLicences()).rejects.toMatchObject({ code: 'licences.missing', message: expect.stringContaining('build') })
  vi.unstubAllGlobals()
})
