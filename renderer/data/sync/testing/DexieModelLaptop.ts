/** A laptop whose records are in IndexedDB, for the model of syncing. What its clock shows is what the computer's shows. */
import { vi } from 'vitest'
import { Problem } from '#core/model/problem'
import { nextReading } from '#core/records/hybridClock'
import { SCHEMA_VERSION } from '#core/records/operation'
import type { Write } from '#core/records/testing/logs'
import { foundingSetting } from '#core/sync/foundingSetting'
import { exampleCooperative } from '#core/sync/testing/exampleCooperative'
import { admittedAs, MemoryDataKeys } from '#core/sync/testing/MemoryDataKeys'
import type { ModelLaptop, ModelWorld } from '#core/sync/testing/ModelLaptop'
import { signerNamed } from '#core/sync/testing/signers'
import { LAPTOP_WORDS } from '#core/sync/testing/syncStory'
import { CommonmastDatabase, permitWrites } from '../../records/database'
import { newMemory, readMemory, writeMemory } from '../../records/kernelMemory'
import type { RecordTransaction } from '../../records/RecordTransaction'
import { receiveOperations } from '../../records/receiveOperations'
import { readLog } from '../../records/replayLog'
import { agreement, contribution, hotspot, tablesAsText, workOrder } from '../../records/testing/cooperatives'
import { expectLogEqualsTables } from '../../records/testing/expectLogEqualsTables'
import { transact } from '../../records/transact'
import { readNamed } from '../batchesInDatabase'
import { OpenStore } from './OpenStore'

const everybody = () => LAPTOP_WORDS.map((word) => admittedAs(signerNamed(word).publicKey))

type Rows = Record<string, unknown[]>

class DexieModelLaptop extends OpenStore implements ModelLaptop {
  wallMs = Date.UTC(2026, 10, 29)

  /** @param isSealed whether it has data keys; they are beside its database, and no copy of that brings them back */
  constructor(
    readonly records: CommonmastDatabase,
    word: string,
    isSealed: boolean,
  ) {
    const signer = signerNamed(word)
    const disk = { dataKeys: new Map(), envelopes: new Map() }
    super(records, signer, isSealed ? new MemoryDataKeys({ signer, disk }, everybody) : null)
  }

  async copy(): Promise<Rows> {
    const rows: Rows = {}
    for (const table of this.records.tables) rows[table.name] = await table.toArray()
    return rows
  }

  async setBack(copy: unknown) {
    await this.records.transaction('rw', this.records.tables, async () => {
      permitWrites()
      for (const table of this.records.tables) {
        await table.clear()
        await table.bulkAdd((copy as Rows)[table.name] ?? [])
      }
    })
  }

  async becomeNewest() {
    // There is one version of the stores; what is newer than it waits in the log.
  }

  async say(write: Write, mark: string) {
    const tables = ['hotspots', 'workOrders', 'agreements', 'contributions'] as const
    await transact(this.records, { kind: 'test', title: mark }, tables, (records) => doWrite(records, write)).catch(
      (thrown: unknown) => {
        if (!(thrown instanceof Problem) || !CANNOT_BE_SAID.has(thrown.code)) throw thrown
      },
    )
  }

  async sayNewer(mark: string) {
    const memory = await readMemory(this.records)
    const { t, memory: clock } = nextReading(memory.clock, this.wallMs, null)
    const said = { table: 'proposals', key: 'p', set: { title: 'x' }, mark, vote: { deep: [1] } }
    const operation = { actor: memory.actor, n: memory.made + 1, t, schemaV: SCHEMA_VERSION + 1, ...said }
    await receiveOperations(this.records, [operation])
    await writeMemory(this.records, { ...(await readMemory(this.records)), clock })
  }

  async sayLarge(chars: number, mark: string) {
    await transact(this.records, { kind: 'test', title: mark }, ['hotspots'], async (records) => {
      const before = (await records.get('hotspots', 'k1')) ?? hotspot('k1', 'new', [])
      await records.put('hotspots', { ...before, name: 'x'.repeat(chars) })
    })
  }

  log() {
    return readLog(this.records)
  }

  async batches() {
    const held = await readNamed(this.records, await this.records.heldBatches.toArray())
    return { held, aside: await readNamed(this.records, await this.records.batchesAside.toArray()) }
  }

  async hasMoved() {
    return (await readMemory(this.records)).earlier.length > 0
  }

  recordsText() {
    return tablesAsText(this.records)
  }

  checkRecords() {
    return expectLogEqualsTables(this.records)
  }
}

/** This laptop has that fact with another amount, or two versions that a person has to choose between. */
const CANNOT_BE_SAID = new Set(['data.fact', 'data.two-versions'])

async function doWrite(records: RecordTransaction, write: Write): Promise<void> {
  const { key } = write
  if (write.kind === 'remove') {
    await records.remove('hotspots', [key])
    return
  }
  if (write.kind === 'fact') {
    await records.put('contributions', contribution(key, String(write.amount)))
    return
  }
  const { name, owner, groups, notes, lat, scope } = write.fields
  const before = (await records.get('hotspots', key)) ?? hotspot(key, 'new', [])
  const place = lat === undefined ? {} : { lat, lng: lat + 1 }
  await records.put('hotspots', {
    ...{ ...before, ...place, owner: owner ?? null },
    ...{ name: name ?? before.name, groups: groups ?? before.groups },
  })
  if (notes) {
    const order = (await records.get('workOrders', key)) ?? workOrder(key)
    const lines = Object.entries(notes).map(([line, text], at) => [line, { text, done: false, place: at }] as const)
    await records.put('workOrders', { ...order, checklist: { ...order.checklist, ...Object.fromEntries(lines) } })
  }
  if (scope) await records.put('agreements', agreement(key, String(scope.length * 10)))
}

let made = 0

/**
 * @param isSealed whether what is said of people is sealed
 * @returns the world, and what takes its databases away
 */
export async function dexieWorld(isSealed: boolean): Promise<ModelWorld & { close(): Promise<void> }> {
  const { founding } = await exampleCooperative()
  const databases: CommonmastDatabase[] = []
  return {
    async laptop(word) {
      const records = new CommonmastDatabase(`model-${made++}`)
      databases.push(records)
      await records.open()
      await writeMemory(records, newMemory(undefined, signerNamed(word).publicKey))
      await records.machineSettings.put({ key: foundingSetting.key, value: founding })
      return withOwnClock(new DexieModelLaptop(records, word, isSealed))
    },
    async close() {
      for (const records of databases) await records.delete()
    },
  }
}

/** The computer's clock shows what the laptop's shows whenever that one does something. */
function withOwnClock(laptop: DexieModelLaptop): ModelLaptop {
  return new Proxy(laptop, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target)
      if (typeof member !== 'function') return member
      return (...given: unknown[]) => {
        vi.setSystemTime(target.wallMs)
        return Reflect.apply(member, target, given)
      }
    },
  })
}
