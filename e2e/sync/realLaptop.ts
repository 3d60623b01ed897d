/** A laptop without a window: a real console on a data folder, records in IndexedDB, and rounds by the calls between them. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ConsoleContract } from '#core/contract/consoleContract'
import type { ContractClient } from '#core/contract/createClient'
import type { AccessRole } from '#core/records/tableDeclaration'
import { decideAccess, heldOfKey } from '#core/sync/access/decideAccess'
import { cooperativeId, type Founding } from '#core/sync/founding'
import { createConsole } from '../../main/services/composeHandlers'
import { connectClient } from '../../main/services/testing/connectClient'
import { filePermissionsBox } from '../../main/storage/secretBox'
import { bindActor } from '../../renderer/data/records/bindActor'
import type { CommonmastDatabase } from '../../renderer/data/records/database'
import { openRecords } from '../../renderer/data/records/openRecords'
import { transact } from '../../renderer/data/records/transact'
import { beginInCooperative } from '../../renderer/data/sync/beginInCooperative'
import { openSyncStore } from '../../renderer/data/sync/openSyncStore'
import { type RoundOutcome, runRoundTask } from '../../renderer/data/sync/roundTask'

export class RealLaptop {
  private constructor(
    readonly db: CommonmastDatabase,
    readonly client: ContractClient<ConsoleContract>,
    readonly publicKey: string,
    readonly dataDir: string,
    readonly close: () => Promise<void>,
  ) {}

  /** @param dataDir is made where it is not there */
  static async start(db: CommonmastDatabase, dataDir: string): Promise<RealLaptop> {
    await mkdir(dataDir, { recursive: true })
    const running = await createConsole({ dataDir, shell: 'browser', version: '0.0.0', secretBox: filePermissionsBox })
    const client = connectClient(running)
    const { publicKey } = await client.call('app.info', {})
    await openRecords(db)
    await bindActor(db, publicKey)
    return new RealLaptop(db, client, publicKey, dataDir, () => running.close())
  }

  async found(name: string): Promise<Founding> {
    const founding = await this.client.call('sync.found', { name })
    await this.join(founding)
    return founding
  }

  join(founding: Founding): Promise<void> {
    return beginInCooperative(this.db, founding)
  }

  /** One round with a folder. */
  async sync(folder: string): Promise<RoundOutcome> {
    const { place } = await this.client.call('sync.chooseFolder', { path: folder })
    const task = { place: { id: place?.id ?? '', kind: 'folder' as const }, publicKey: this.publicKey }
    return runRoundTask(
      this.db,
      this.client,
      { ...task, carriesOthers: true, mayAsk: true, makesSnapshot: false, readsOlder: false },
      { signal: new AbortController().signal, ask: async () => 'write-all', onProgress: () => undefined },
    )
  }

  /** This admin's word on another laptop's access, with the key for which data keys are wrapped. None: it is taken away. */
  async decide(other: RealLaptop, founding: Founding, roles: readonly AccessRole[]): Promise<void> {
    const { encryptionKey } = await other.client.call('sync.dataKeys', { cooperative: cooperativeId(founding) })
    const store = await openSyncStore(this.db, this.client, this.publicKey)
    const { publicKey: key } = other
    const after = roles.length > 0 ? {} : await heldOfKey(key, await store.vector(), (actor) => store.keyOf(actor))
    const grant = decideAccess(await store.access(), { key, encryptionKey, roles, after, createdAt: new Date().toISOString() })
    await transact(this.db, { kind: 'access', title: 'Access' }, ['accessGrants'], (records) =>
      records.put('accessGrants', grant),
    )
  }
}

/** A folder in which laptops meet. */
export async function placeIn(dir: string, name: string): Promise<string> {
  const folder = join(dir, name)
  await mkdir(folder)
  return folder
}
