import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { expect, test } from 'vitest'
import { signerNamed } from '../testing/signers'
import type { DataKey } from './dataKey'
import { destroyKey, type Envelope, wrapForAll } from './envelope'
import { KeyRing } from './KeyRing'
import { wrapSender } from './wrapKey'

const cooperative = 'c'.repeat(64)
const admin = signerNamed('ada')
let drawn = 0
const random = (bytes: number) => sha256(utf8ToBytes(`ring ${drawn++}`)).slice(0, bytes)
const admitted = (...words: string[]) =>
  words.map((word) => ({
    publicKey: signerNamed(word).publicKey,
    encryptionKey: bytesToHex(sha256(utf8ToBytes(word))),
    mayDestroy: false,
  }))

const at = (day: number) => `2026-11-${String(day).padStart(2, '0')}T10:00:00.000Z`
const wrapped = (key: DataKey, words: string[], version = 1, day = 1): Promise<Envelope> =>
  wrapForAll(
    key,
    admitted(...words).map(({ encryptionKey }) => encryptionKey),
    { cooperative, version, at: at(day) },
    admin,
    wrapSender(random),
  )

test('[SY70] a key is made once for each person and once for all others, and is wrapped for everybody', async () => {
  const ring = new KeyRing({ keys: [], envelopes: [], admitted: admitted('ada', 'ben') }, random)
  const [ada, common] = [ring.keyFor('ada'), ring.keyFor(null)]
  expect(ring.keyFor('ada')).toBe(ada)
  expect([ada.person, common.person, ada.id === common.id]).toEqual(['ada', null, false])
  expect(ring.takeFresh()).toEqual([ada, common])
  expect(ring.takeFresh()).toEqual([])
  expect(ring.toWrapAgain()).toEqual([
    { key: ada, version: 0 },
    { key: common, version: 0 },
  ])
  const envelopes = [await wrapped(ada, ['ada', 'ben']), await wrapped(common, ['ada', 'ben'])]
  const next = new KeyRing({ keys: [ada, common], envelopes, admitted: admitted('ada', 'ben') }, random)
  expect([next.keyFor('ada'), next.keyFor(null), next.toWrapAgain(), next.takeFresh()]).toEqual([ada, common, [], []])
})

test('[SY70] who joins gets all keys, and what is said goes on under them', async () => {
  const key = new KeyRing({ keys: [], envelopes: [], admitted: admitted('ada') }, random).keyFor(null)
  const held = { keys: [key], envelopes: [await wrapped(key, ['ada'])] }
  const ring = new KeyRing({ ...held, admitted: admitted('ada', 'ben') }, random)
  expect(ring.toWrapAgain()).toEqual([{ key, version: 1 }])
  expect(ring.keyFor(null)).toBe(key)
})

test('[SY71] once somebody is removed, what is said from then on has keys that they never had', async () => {
  const key = new KeyRing({ keys: [], envelopes: [], admitted: admitted('ada', 'thief') }, random).keyFor('ada')
  const held = { keys: [key], envelopes: [await wrapped(key, ['ada', 'thief'])] }
  const ring = new KeyRing({ ...held, admitted: admitted('ada', 'ben') }, random)
  const fresh = ring.keyFor('ada')
  expect(fresh.id).not.toBe(key.id)
  expect(ring.key(key.id)).toBe(key)
  expect(ring.recipients).toEqual(
    admitted('ada', 'ben')
      .map(({ encryptionKey }) => encryptionKey)
      .sort(),
  )
  // The one who joined opens what was said before as well; the envelope without the removed one changes nothing for the key.
  expect(ring.toWrapAgain()).toMatchObject([
    { key: { id: key.id }, version: 1 },
    { key: { id: fresh.id }, version: 0 },
  ])
})

test('[SY71] a destroyed key seals nothing and is not wrapped again; of several the newest seals', async () => {
  const ring = () => new KeyRing({ keys: [], envelopes: [], admitted: admitted('ada') }, random)
  const [first, second, third] = [ring().keyFor('ada'), ring().keyFor('ada'), ring().keyFor('ada')]
  const envelopes = [
    await destroyKey(first.id, { cooperative, version: 2, at: at(9) }, admin),
    await wrapped(second, ['ada'], 1, 3),
    await wrapped(third, ['ada'], 1, 2),
  ]
  const held = new KeyRing({ keys: [first, second, third], envelopes, admitted: admitted('ada') }, random)
  expect([held.keyFor('ada'), held.toWrapAgain()]).toEqual([second, []])
})
