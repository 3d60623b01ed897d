import 'fake-indexeddb/auto'
import { beforeEach, expect, test, vi } from 'vitest'
import type { AccessRole } from '#core/records/tableDeclaration'
import { exampleSplit } from '#core/rewards/exampleSplit'
import { decideAccess } from '#core/sync/access/decideAccess'
import { syncRound } from '#core/sync/syncRound'
import { exampleCooperative } from '#core/sync/testing/exampleCooperative'
import { MemoryPlace } from '#core/sync/testing/MemoryPlace'
import { signerNamed } from '#core/sync/testing/signers'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import { inputOf, SAFE_TREASURY, TOKEN_FACTS } from '#core/treasury/payout/examplePayoutV4'
import { preparePayoutV4 } from '#core/treasury/payout/preparePayoutV4'
import { openDatabase, put } from '../backups/testing/backupRig'
import { settle, useSettlement } from '../journal/settlement'
import { bindActor } from '../records/bindActor'
import { db } from '../records/openRecords'
import { openEmpty } from '../records/testing/seedRecords'
import { beginInCooperative } from '../sync/beginInCooperative'
import { DexieSyncStore } from '../sync/DexieSyncStore'

/** Main, whose journal knows of one payout of this laptop. */
const main = vi.hoisted(() => ({ payout: null as unknown as PayoutFileV4 }))
vi.mock('../journal/keepAnchor', () => ({ keepAnchor: async () => undefined }))
vi.mock('../../platform/consoleClient', () => {
  const calls: Record<string, () => unknown> = {
    'payout.signedList': () => [],
    'provisioning.signedList': () => [],
    'treasury.list': () => ({ payouts: [{ payoutId: main.payout.contentSha256, fileState: 'whole', moves: [] }] }),
    'treasury.file': () => main.payout,
  }
  return { consoleClient: { call: async (name: string) => calls[name]?.() } }
})

const { founding } = await exampleCooperative()
const { signal } = new AbortController()
const sync = (store: DexieSyncStore, place: MemoryPlace) =>
  syncRound(store, place, { signal, nowMs: Date.now, ask: async () => 'write-all' })

beforeEach(async () => {
  await openEmpty(db)
  const chain = 'eip155:42161'
  const treasury = { ...SAFE_TREASURY, chain }
  main.payout = await preparePayoutV4(inputOf({ split: exampleSplit(), treasury, token: { ...TOKEN_FACTS, chain } }))
})

/** This laptop in a cooperative whose founder says what it may do, as often as asked. */
async function admitted() {
  const place = new MemoryPlace()
  const founder = await openDatabase(`settle-${crypto.randomUUID()}`)
  const stores: DexieSyncStore[] = []
  for (const [records, word] of [
    [founder, 'founder'],
    [db, 'ada'],
  ] as const) {
    const signer = signerNamed(word)
    await bindActor(records, signer.publicKey)
    await beginInCooperative(records, founding)
    stores.push(new DexieSyncStore(records, signer, null))
  }
  const [ofFounder, own] = stores as [DexieSyncStore, DexieSyncStore]
  return async (roles: AccessRole[]) => {
    const said = { key: signerNamed('ada').publicKey, encryptionKey: null, roles, after: {}, createdAt: new Date().toISOString() }
    await put(founder, 'accessGrants', decideAccess(await ofFounder.access(), said))
    await sync(ofFounder, place)
    await sync(own, place)
  }
}

test('[JN11] what a laptop may not put back stays in the journal, is named, and nothing is signed there; with the role it is put back', async () => {
  const allow = await admitted()
  await allow(['operator'])
  await settle()
  expect(useSettlement.getState().state).toMatchObject({
    kind: 'unsettled',
    barred: { payouts: 1, deviceRecords: 0 },
    putBack: { payouts: 0 },
    lostFiles: [],
  })
  expect(await db.payouts.count()).toBe(0)
  await allow(['treasurer'])
  await settle()
  expect(useSettlement.getState().state).toMatchObject({ kind: 'settled', putBack: { payouts: 1 }, barred: { payouts: 0 } })
  expect(await db.payouts.count()).toBe(1)
})
