/** What the kernel remembers of itself beside the records: who it is, how late it is, how many operations it made. */
import type { ClockMemory } from '#core/records/hybridClock'
import { actorName } from '#core/sync/actorName'
import type { CommonmastDatabase } from './database'

export interface KernelMemory {
  actor: string
  /** Of the installation that the actor belongs to, hex; null while main has not said it. */
  publicKey: string | null
  /** Names by which this database went before, all of the same key. */
  earlier: string[]
  /** Whether the records say which installation the actor is. */
  isBound: boolean
  /** Operations this actor has made. */
  made: number
  clock: ClockMemory
  /** Operations that nobody else has yet. */
  waiting: number
}

const KEY = 'kernel'

/** @throws when the database was never opened by `openRecords`, which names the actor. */
export async function readMemory(db: CommonmastDatabase): Promise<KernelMemory> {
  const memory = await findMemory(db)
  if (!memory) throw new Error('These records have no actor yet')
  return memory
}

export async function findMemory(db: CommonmastDatabase): Promise<KernelMemory | null> {
  const memory = (await db.meta.get(KEY))?.value as KernelMemory | undefined
  // What was written before version 7 names no earlier ones.
  return memory ? { ...memory, earlier: memory.earlier ?? [] } : null
}

export async function writeMemory(db: CommonmastDatabase, memory: KernelMemory): Promise<void> {
  await db.meta.put({ key: KEY, value: memory })
}

/**
 * A new actor: its operations are counted from 1.
 * @param publicKey of the installation, hex: the name follows from it. Without one a name is made up that no cooperative takes.
 */
export function newMemory(clock: ClockMemory = { near: null, far: null }, publicKey: string | null = null): KernelMemory {
  const [chance = 0] = crypto.getRandomValues(new Uint16Array(1))
  const actor = publicKey === null ? madeUpName() : actorName(publicKey, chance)
  return { actor, publicKey, earlier: [], isBound: false, made: 0, clock, waiting: 0 }
}

function madeUpName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
