/** What a laptop in memory keeps. */
import type { ClockMemory } from '../../records/hybridClock'
import type { Operation } from '../../records/operation'
import type { NamedBatch } from '../batch'
import type { DataKey } from '../keys/dataKey'
import type { Envelope } from '../keys/envelope'
import type { BatchFault } from '../SyncStore'

export interface HeldBatch {
  named: NamedBatch
  isSealedHere: boolean
  /** Ids of the data keys that it is sealed with. */
  keys: readonly string[]
}

export interface LaptopDisk {
  actor: string
  /** Names that this database went by. */
  earlierActors: string[]
  /** Operations of the actor. */
  made: number
  clock: ClockMemory
  log: Operation[]
  /** By actor, in order. */
  batches: Map<string, HeldBatch[]>
  /** By hash. */
  aside: Map<string, { named: NamedBatch; fault: BatchFault; isSealedHere: boolean }>
  /** By hash. */
  chunks: Map<string, Uint8Array>
  dataKeys: Map<string, DataKey>
  /** By key. */
  envelopes: Map<string, Envelope>
}

export function emptyDisk(actor: string): LaptopDisk {
  const clock = { near: null, far: null }
  const empty = { batches: new Map(), aside: new Map(), chunks: new Map(), dataKeys: new Map(), envelopes: new Map() }
  return { actor, earlierActors: [], made: 0, clock, log: [], ...empty }
}
