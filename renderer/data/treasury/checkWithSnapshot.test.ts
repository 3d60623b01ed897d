import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import { EXAMPLE_SNAPSHOT } from '#core/treasury/chain/exampleSnapshot'
import { sealSnapshot } from '#core/treasury/chain/snapshot'
import { ADA, BO, CY, MULTI_SEND, SAFE, TOKEN } from '#core/treasury/exampleSafe'
import type { TokenFacts, TreasuryFacts } from '#core/treasury/model/treasuryFacts'
import { db } from '../records/openRecords'
import { openEmpty } from '../records/testing/seedRecords'
import { saveToken, saveTreasury } from './accounts'
import { examineMemberAddress, readAddressContext } from './addressContext'
import { checkWithSnapshot } from './checkWithSnapshot'

const now = new Date('2026-03-01T13:00:00.000Z')
const snapshot = sealSnapshot(EXAMPLE_SNAPSHOT)
const safe: TreasuryFacts = {
  kind: 'safe',
  chain: 'eip155:8453',
  address: SAFE.address,
  version: '1.4.1',
  owners: [BO, ADA],
  threshold: 2,
  multiSendCallOnly: MULTI_SEND,
}
const wxm: TokenFacts = { chain: 'eip155:8453', address: TOKEN, symbol: 'WXM', decimals: 6, codeHash: null }
const treasury = (facts: TreasuryFacts) => ({ name: 'Harbour Safe', facts, signers: [], distributors: [] })

beforeEach(() => openEmpty(db))

test('what is on the chain as it was typed is marked with the snapshot, and the code of the token is captured', async () => {
  await saveTreasury(null, treasury(safe))
  await saveToken(null, wxm)
  expect(await checkWithSnapshot(snapshot, now)).toEqual([
    { name: 'Harbour Safe', findings: [] },
    { name: 'WXM', findings: [] },
  ])
  const checked = { at: snapshot.takenAt, snapshotSha256: snapshot.contentSha256 }
  expect(await db.treasuries.toArray()).toMatchObject([{ checked }])
  expect(await db.tokens.toArray()).toMatchObject([{ checked, facts: { codeHash: `0x${'bb'.repeat(32)}` } }])
})

test('[AD11] code at addresses is kept, the newest word of each chain, and said wherever the address enters', async () => {
  await saveTreasury(null, treasury(safe))
  const told = (takenAt: string, isContract: boolean) =>
    sealSnapshot({ ...EXAMPLE_SNAPSHOT, takenAt, payees: [{ address: CY, isContract }] })
  const kinds = async () =>
    examineMemberAddress(await readAddressContext(db), { id: null, name: 'Cy' }, CY).map(({ kind }) => kind)
  expect(await kinds()).toEqual(['never-paid'])
  await checkWithSnapshot(told('2026-03-01T12:00:00.000Z', true), now)
  await checkWithSnapshot(told('2026-02-01T12:00:00.000Z', false), now)
  expect(await kinds()).toEqual(['contract', 'never-paid'])
  // A contract that is new, or one that destroyed itself.
  await checkWithSnapshot(told('2026-03-02T12:00:00.000Z', false), now)
  expect(await kinds()).toEqual(['never-paid'])
})

test('decimals that differ from the contract are refused, and nothing is marked (pay-13)', async () => {
  await saveToken(null, { ...wxm, decimals: 18 })
  const [compared] = await checkWithSnapshot(snapshot, now)
  expect(compared?.findings).toMatchObject([{ code: 'token-decimals', refuses: true }])
  expect(await db.tokens.toArray()).toMatchObject([{ checked: null, facts: { decimals: 18, codeHash: null } }])
})

test.each<[string, Partial<typeof safe>]>([
  ['safe-threshold', { threshold: 1 }],
  ['safe-owners', { owners: [ADA, CY] }],
  ['multisend-unknown', { multiSendCallOnly: CY }],
])('a Safe that is another on the chain is refused: %s', async (code, fields) => {
  await saveTreasury(null, treasury({ ...safe, ...fields }))
  const [compared] = await checkWithSnapshot(snapshot, now)
  expect(compared?.findings[0]).toMatchObject({ code, refuses: true })
  expect(await db.treasuries.toArray()).toMatchObject([{ checked: null }])
})

test('a snapshot of others, or of another chain, or one that was changed says so', async () => {
  await saveTreasury(null, treasury({ ...safe, chain: 'eip155:137' }))
  await expect(checkWithSnapshot(snapshot, now)).rejects.toMatchObject({ code: 'snapshot.other-accounts' })
  await expect(checkWithSnapshot({ ...snapshot, chainId: 137 }, now)).rejects.toMatchObject({ code: 'snapshot.changed' })
})
