import { expect, test } from 'vitest'
import { adminAdvice } from '../access/adminAdvice'
import { decideAccess } from '../access/decideAccess'
import { actorName } from '../actorName'
import type { NamedBatch } from '../batch'
import { cooperativeId, foundCooperative } from '../founding'
import type { OpenedBatch } from '../SyncStore'
import { recordsText, sync } from '../testing/exampleCooperative'
import { MemoryLaptop } from '../testing/MemoryLaptop'
import { MemoryPlace } from '../testing/MemoryPlace'
import { accessPlans, changeAccess } from '../testing/memberships'
import { signerNamed } from '../testing/signers'
import { fingerprint } from './fingerprint'
import { type JoinRequest, readJoinRequest, requestToJoin } from './joinRequest'
import { foundWithRecovery, readRecoveryKey, sayByRecovery } from './recoveryKey'
import { readWelcome, welcomeTo } from './welcome'

const at = '2026-11-28T10:00:00.000Z'
const encryptionKey = 'e'.repeat(64)
const admin = signerNamed('admin')
const newcomer = signerNamed('newcomer')
const founding = await foundCooperative({ name: 'Hill', foundedAt: at, salt: new Uint8Array(32) }, admin)
const request = await requestToJoin({ name: "Ana's laptop", encryptionKey, at }, newcomer)
const welcome = await welcomeTo({ founding, key: newcomer.publicKey, roles: ['operator'], at }, admin)

test('[SY49] a request and a welcome are read as they were written, and fit into few QR codes', async () => {
  expect(await readJoinRequest(JSON.stringify(request, null, 2))).toEqual(request)
  expect(await readWelcome(JSON.stringify(welcome), newcomer.publicKey)).toEqual(welcome)
  expect(JSON.stringify(request).length).toBeLessThan(600)
  expect(JSON.stringify(welcome).length).toBeLessThan(1_200)
})

test.each<[what: string, change: Partial<Record<keyof JoinRequest | 'more', unknown>>, code: string]>([
  ['another name', { name: 'Eve' }, 'access.document-changed'],
  ['another key for what is encrypted', { encryptionKey: 'f'.repeat(64) }, 'access.document-changed'],
  ['the key of another', { publicKey: admin.publicKey }, 'access.document-changed'],
  ['something more', { more: 1 }, 'access.document-unreadable'],
  ['no time', { at: 'now' }, 'access.document-unreadable'],
])('[SY49] a request with %s is refused', async (_what, change, code) => {
  await expect(readJoinRequest(JSON.stringify({ ...request, ...change }))).rejects.toMatchObject({ code })
})

test.each(['', '{"format":"commonmast-join-request-v1"', '[]'.repeat(20_000)])(
  '[SY49] what is no document at all is refused: %#',
  async (text) => {
    await expect(readJoinRequest(text)).rejects.toMatchObject({ code: 'access.document-unreadable' })
  },
)

test('[SY49] a welcome is for one laptop, and of a genuine cooperative', async () => {
  const forged = { ...founding, name: 'Valley' }
  const other = await welcomeTo({ founding: forged, key: newcomer.publicKey, roles: ['admin'], at }, admin)
  await expect(readWelcome(JSON.stringify(other), newcomer.publicKey)).rejects.toMatchObject({ code: 'sync.founding-damaged' })
  await expect(readWelcome(JSON.stringify(welcome), admin.publicKey)).rejects.toMatchObject({ code: 'access.welcome-of-another' })
  const promoted = JSON.stringify({ ...welcome, roles: ['admin'] })
  await expect(readWelcome(promoted, newcomer.publicKey)).rejects.toMatchObject({ code: 'access.document-changed' })
})

test('[SY49] a fingerprint is six groups of five digits that differ with the key', () => {
  expect(fingerprint(newcomer.publicKey)).toMatch(/^\d{5}( \d{5}){5}$/)
  expect(fingerprint(newcomer.publicKey)).toBe(fingerprint(newcomer.publicKey))
  expect(fingerprint(admin.publicKey)).not.toBe(fingerprint(newcomer.publicKey))
  expect(fingerprint('0'.repeat(64))).toBe('33176 84898 84603 59154 30285 90266')
})

async function recoverable() {
  let chance = 0
  const first = signerNamed('first')
  const installation = { publicKey: first.publicKey, encryptionKey }
  const founded = await foundWithRecovery({
    name: 'Hill',
    foundedAt: at,
    salt: new Uint8Array(32),
    secret: new Uint8Array(32).fill(3),
    chance: 0xffff,
    installation,
  })
  const laptop = (word: string) =>
    new MemoryLaptop(signerNamed(word), founded.founding, accessPlans, (key) => actorName(key, ++chance))
  const [lost, next] = [laptop('first'), laptop('next')]
  await lost.apply([asApplied(founded.first)])
  return { ...founded, lost, next, place: new MemoryPlace() }
}

test('[SY50] a cooperative that was founded with a recovery file has its laptop as admin, and another by the file', async () => {
  const { recovery, founding: founded, lost, next, place } = await recoverable()
  expect((await lost.access()).admins()).toEqual([founded.founder, lost.signer.publicKey].sort())
  await sync(lost, place, { ask: async () => 'write-all' })
  await sync(next, place)
  const read = await readRecoveryKey(JSON.stringify(recovery), next.cooperative)
  const access = await next.access()
  const decisions = [
    { key: next.signer.publicKey, roles: ['admin' as const], after: {} },
    { key: lost.signer.publicKey, roles: [], after: {} },
  ]
  const grants = decisions.map((each) => decideAccess(access, { ...each, encryptionKey, createdAt: at }))
  await next.apply([asApplied(await sayByRecovery(read, grants, 7, next.wallMs))])
  // Whoever has the lost laptop fights back, and is junior.
  await changeAccess(lost, next, [])
  for (const each of [lost, next, lost, next]) await sync(each, place)
  for (const each of [lost, next]) expect((await each.access()).admins()).toEqual([founded.founder, next.signer.publicKey].sort())
  expect(recordsText(next)).toBe(recordsText(lost))
})

test('[SY50] a recovery file that was changed or is that of another cooperative is refused', async () => {
  const { recovery } = await recoverable()
  const typed = { ...recovery, secret: `0${recovery.secret.slice(1)}`.replace('03', '04') }
  await expect(readRecoveryKey(JSON.stringify(typed), null)).rejects.toMatchObject({ code: 'access.document-changed' })
  await expect(readRecoveryKey(JSON.stringify(recovery), founding)).rejects.toMatchObject({ code: 'access.recovery-of-another' })
  expect(cooperativeId(recovery.founding)).not.toBe(cooperativeId(founding))
})

test('[SY50] one admin is told to make a second, and none what is left to do', () => {
  const withAdmins = (...keys: string[]) => ({
    named: new Set<string>(),
    rolesOf: () => [],
    grantsAbout: () => [],
    admins: () => keys,
  })
  expect(adminAdvice(withAdmins())).toContain('Found the cooperative anew')
  expect(adminAdvice(withAdmins('a'))).toContain('make a second laptop an admin')
  expect(adminAdvice(withAdmins('a', 'b'))).toBeNull()
})

/** A batch of which nothing is sealed or lies beside it. */
function asApplied(named: NamedBatch): OpenedBatch {
  return { named, operations: named.batch.operations, keys: [] }
}
