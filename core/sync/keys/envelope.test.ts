import { x25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalText } from '../signedDocument'
import { signerNamed } from '../testing/signers'
import { dataKeyOf } from './dataKey'
import { destroyKey, type Envelope, readEnvelope, standingOf, wrapForAll } from './envelope'
import { type Agree, unwrapKey, wrapKey, wrapSender } from './wrapKey'

const cooperative = 'c'.repeat(64)
const admin = signerNamed('admin')
const at = '2026-11-30T10:00:00.000Z'
let drawn = 0
const random = (bytes: number) => sha256(utf8ToBytes(`random ${drawn++}`)).slice(0, bytes)

function installation(word: string): { encryptionKey: string; agree: Agree } {
  const secret = sha256(utf8ToBytes(`x25519 ${word}`))
  return {
    encryptionKey: bytesToHex(x25519.getPublicKey(secret)),
    agree: async (publicKey) => x25519.getSharedSecret(secret, hexToBytes(publicKey)),
  }
}
const [ada, ben, thief] = [installation('ada'), installation('ben'), installation('thief')]
const dataKey = dataKeyOf(random(32), 'member ądă')
const recipients = [ada.encryptionKey, ben.encryptionKey]
const envelope = await wrapForAll(dataKey, recipients, { cooperative, version: 1, at }, admin, wrapSender(random))

test('[SY69] a key is opened by those it was wrapped for, by nobody else, and says whose it is only to them', async () => {
  const read = await readEnvelope(canonicalText(envelope), cooperative)
  expect(read).toEqual(envelope)
  for (const one of [ada, ben]) {
    const wrap = envelope.wraps.find(({ to }) => to === one.encryptionKey)
    expect(wrap && (await unwrapKey(wrap, envelope.keyId, cooperative, one.agree))).toEqual(dataKey)
  }
  for (const wrap of envelope.wraps) expect(await unwrapKey(wrap, envelope.keyId, cooperative, thief.agree)).toBeNull()
  expect(canonicalText(envelope)).not.toMatch(/member|ądă/)
  expect(canonicalText(envelope)).not.toContain(bytesToHex(dataKey.bytes))
  const common = dataKeyOf(random(32), null)
  expect(
    await unwrapKey(wrapKey(common, ada.encryptionKey, cooperative, wrapSender(random)), common.id, cooperative, ada.agree),
  ).toEqual(common)
})

test('[SY69] a wrap that was changed anywhere, or moved to another key or cooperative, opens nothing', async () => {
  const wrap = wrapKey(dataKey, ada.encryptionKey, cooperative, wrapSender(random))
  const hexFields = ['to', 'ephemeral', 'nonce', 'bytes'] as const
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...hexFields), fc.nat(), fc.integer({ min: 1, max: 15 }), async (field, chosen, change) => {
      const at = chosen % wrap[field].length
      const digit = (Number.parseInt(wrap[field][at] ?? '', 16) ^ change).toString(16)
      const changed = { ...wrap, [field]: wrap[field].slice(0, at) + digit + wrap[field].slice(at + 1) }
      expect(await unwrapKey(changed, dataKey.id, cooperative, ada.agree)).toBeNull()
    }),
    { numRuns: 60 },
  )
  const other = dataKeyOf(random(32), null)
  expect(await unwrapKey(wrap, other.id, cooperative, ada.agree)).toBeNull()
  expect(await unwrapKey(wrap, dataKey.id, 'd'.repeat(64), ada.agree)).toBeNull()
})

test('[SY69] an envelope that was changed, is of another cooperative or says more is none', async () => {
  const text = canonicalText(envelope)
  const destroyed = canonicalText({ ...envelope, destroyedAt: at })
  for (const wrong of [
    '',
    '[]',
    text.slice(1),
    text.replace('"version":1', '"version":2'),
    destroyed,
    canonicalText({ ...envelope, more: 1 }),
    '['.repeat(99),
  ]) {
    expect(await readEnvelope(wrong, cooperative)).toBeNull()
  }
  expect(await readEnvelope(text, 'd'.repeat(64))).toBeNull()
})

test('[SY70] of envelopes of one key, everybody keeps the same, in whatever order they arrive; a destroyed key stays so', async () => {
  const request = (version: number) => ({ cooperative, version, at })
  const all: Envelope[] = [
    envelope,
    await wrapForAll(dataKey, [ada.encryptionKey], request(2), admin, wrapSender(random)),
    await wrapForAll(dataKey, [...recipients, thief.encryptionKey], request(2), admin, wrapSender(random)),
    await wrapForAll(dataKey, [thief.encryptionKey], request(1_000_000), signerNamed('stranger'), wrapSender(random)),
    await wrapForAll(dataKey, recipients, request(9), admin, wrapSender(random)),
  ]
  const destroyed = [
    await destroyKey(dataKey.id, request(3), admin),
    await destroyKey(dataKey.id, request(4), signerNamed('other')),
  ]
  const isAdmitted = (publicKey: string) => publicKey === admin.publicKey
  const kept = (given: readonly Envelope[]) => given.reduce((one, other) => standingOf(one, other, isAdmitted))
  fc.assert(
    fc.property(fc.shuffledSubarray([...all, ...destroyed], { minLength: 1 }), fc.nat(), (some, seed) => {
      const again = some.toSorted(
        (one, other) => ((one.signature.charCodeAt(seed % 64) * 31) % 7) - ((other.signature.charCodeAt(seed % 64) * 31) % 7),
      )
      expect(kept(again)).toEqual(kept(some))
      expect(kept(some).destroyedAt !== null).toBe(some.some(({ destroyedAt }) => destroyedAt !== null))
      const ours = some.filter(({ publicKey, destroyedAt }) => isAdmitted(publicKey) && destroyedAt === null)
      const isKept = some.every(({ destroyedAt }) => destroyedAt === null)
      if (isKept && ours.length > 0) expect(kept(some).version).toBe(Math.max(...ours.map(({ version }) => version)))
    }),
  )
})

test('[SY69] one sender wraps many keys, each for itself, and agrees with each installation once', async () => {
  const sender = wrapSender(random)
  const keys = [dataKey, dataKeyOf(random(32), null)]
  const wraps = keys.map((key) => wrapKey(key, ada.encryptionKey, cooperative, sender))
  expect(new Set(wraps.map(({ ephemeral }) => ephemeral)).size).toBe(1)
  expect(sender.secretWith(ada.encryptionKey)).toBe(sender.secretWith(ada.encryptionKey))
  for (const [at, key] of keys.entries()) {
    const [own, other] = [wraps[at], wraps[1 - at]]
    expect(own && (await unwrapKey(own, key.id, cooperative, ada.agree))).toEqual(key)
    expect(other && (await unwrapKey(other, key.id, cooperative, ada.agree))).toBeNull()
  }
})
