/** A cooperative with laptops in memory, for tests. */
import type { MergePlan } from '../../records/mergePlan'
import { plans as examplePlans, textOf } from '../../records/testing/logs'
import type { AccessState } from '../access/AccessState'
import { actorName } from '../actorName'
import { type Founding, foundCooperative } from '../founding'
import type { SyncOptions } from '../Round'
import type { SyncStore } from '../SyncStore'
import type { SyncTransport } from '../SyncTransport'
import { type SyncOutcome, syncRound } from '../syncRound'
import { MemoryLaptop } from './MemoryLaptop'
import { openAccess } from './openAccess'
import { rememberingVerify, signerNamed } from './signers'

const verify = rememberingVerify()

export interface ExampleCooperative {
  founding: Founding
  /** A name that nobody has. */
  nextActor(publicKey: string): string
  laptop(word: string, plans?: ReadonlyMap<string, MergePlan>): MemoryLaptop
}

/**
 * @param name cooperatives of two names are two
 * @param founder whose key founds it
 * @param access who may write; everybody unless told otherwise. Null: as grants have it, beginning with `founder`
 */
export async function exampleCooperative(
  name = 'Hill',
  access: AccessState | null = openAccess,
  founder = 'founder',
): Promise<ExampleCooperative> {
  const stated = { name, foundedAt: '2026-11-28T10:00:00.000Z', salt: new Uint8Array(32) }
  const founding = await foundCooperative(stated, signerNamed(founder))
  let actors = 0
  const nextActor = (publicKey: string) => actorName(publicKey, ++actors)
  return {
    founding,
    nextActor,
    laptop: (word, plans = examplePlans) => new MemoryLaptop(signerNamed(word), founding, plans, nextActor, access),
  }
}

/** @param laptop with what its clock shows */
export function sync(
  laptop: SyncStore & { wallMs: number },
  place: SyncTransport,
  options: Partial<SyncOptions> = {},
): Promise<SyncOutcome> {
  const { signal } = new AbortController()
  return syncRound(laptop, place, { signal, nowMs: () => laptop.wallMs, verify, ...options })
}

/** Records with their stamps, as text in one order. */
export function recordsText(laptop: MemoryLaptop): string {
  return textOf(new Map([...laptop.states].map(([table, records]) => [table, new Map(records)])))
}

/** A whole site, so that it is shown. */
export function siteNamed(name: string) {
  const terms = { value: { scope: 'all', shares: [1] }, over: [] }
  const set = { name, lat: 1, lng: 2, groups: { add: ['a'] }, notes: { put: { x: '1' } }, terms, updatedAt: '2026-11-29' }
  return { table: 'sites', key: name, set }
}

/** Puts one site into each of so many batches, and syncs after each. */
export async function syncOften(laptop: MemoryLaptop, place: SyncTransport, batches: number, word = 'site'): Promise<void> {
  for (let at = 1; at <= batches; at++) {
    laptop.wallMs += 1_000
    laptop.write(siteNamed(`${word} ${at}`))
    await sync(laptop, place, { ask: async () => 'write-all' })
  }
}
