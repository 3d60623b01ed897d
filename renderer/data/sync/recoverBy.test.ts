import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { foundWithRecovery } from '#core/sync/joining/recoveryKey'
import { syncRound } from '#core/sync/syncRound'
import { MemoryPlace } from '#core/sync/testing/MemoryPlace'
import { signerNamed } from '#core/sync/testing/signers'
import { hotspot, openDatabase, put } from '../backups/testing/backupRig'
import { bindActor } from '../records/bindActor'
import { expectLogEqualsTables } from '../records/testing/expectLogEqualsTables'
import { readInstallations } from './access/installations'
import { beginInCooperative } from './beginInCooperative'
import { DexieSyncStore } from './DexieSyncStore'
import { beginByRecovery, recoverBy } from './recoverBy'

async function laptop(word: string) {
  const db = await openDatabase(`recovery-${word}-${crypto.randomUUID()}`)
  const signer = signerNamed(word)
  await bindActor(db, signer.publicKey)
  return { db, store: new DexieSyncStore(db, signer, null), key: signer.publicKey }
}

test('[SY50] a laptop becomes an admin by the recovery file, and the lost one is shut out with what it writes later', async () => {
  const [first, next] = [await laptop('first'), await laptop('next')]
  const founded = await foundWithRecovery({
    ...{ name: 'Hill', foundedAt: '2026-11-28T10:00:00.000Z', salt: new Uint8Array(32), secret: new Uint8Array(32).fill(3) },
    ...{ chance: 1, installation: { publicKey: first.key, encryptionKey: 'e'.repeat(64) } },
  })
  const { founding, recovery } = founded
  const place = new MemoryPlace()
  const sync = ({ store }: typeof first) =>
    syncRound(store, place, { signal: new AbortController().signal, nowMs: Date.now, ask: async () => 'write-all' })
  const text = JSON.stringify(recovery)
  await expect(recoverBy(next.store, text, [])).rejects.toMatchObject({ code: 'sync.no-cooperative' })
  await put(first.db, 'hotspots', hotspot('a'))
  await beginByRecovery(first.db, first.store, founding, founded.first.text)
  expect(await sync(first)).toMatchObject({ access: 'admitted', isAgreed: true })
  await beginInCooperative(next.db, founding)
  await sync(next)
  await recoverBy(next.store, text, [first.key])
  await put(first.db, 'hotspots', hotspot('stolen'))
  for (const each of [first, next, first, next]) await sync(each)
  for (const each of [first, next]) {
    expect(await each.db.hotspots.toCollection().primaryKeys()).toEqual(['a'])
    await expectLogEqualsTables(each.db)
    const { all = [] } = (await readInstallations(each.db)) ?? {}
    expect(all.find(({ key }) => key === next.key)).toMatchObject({ roles: ['admin'] })
    expect(all.find(({ key }) => key === first.key)).toMatchObject({ standing: 'revoked' })
  }
})
