/**
 * A record with what is needed to merge it: who wrote which of its registers last. Most records were written by one
 * transaction, so a state has one stamp, and others only for the registers that differ.
 */
import type { Stamp } from './operation'

/** Additions and removals of one element of a set. It is in the set while an addition is there that no removal names. */
export type ElementStamps = [added: Stamp[], removed: Stamp[]]

export interface VersionStamps {
  /** Versions that none of the others replaces, the latest first. */
  live: [Stamp, Record<string, unknown>][]
  /** Versions that were replaced; they may still arrive. */
  over: Stamp[]
}

/** By rule: last writer, set by element, map by key, versions. */
export type RegisterStamps = Stamp | Record<string, ElementStamps> | Record<string, Stamp> | VersionStamps

/** Another payload of the same fact. */
export interface Rival {
  stamp: Stamp
  fields: Record<string, unknown>
}

export interface RecordState {
  /** The record, its key included; of an incomplete one what is known. */
  fields: Record<string, unknown>
  /** Of every register that `stamps` does not name. */
  stamp: Stamp
  stamps: Record<string, RegisterStamps> | null
  /** Who last made the record go or come back; null when nobody did. */
  removal: { stamp: Stamp; gone: boolean } | null
  /** Of a fact: payloads that came second. */
  rivals: Rival[] | null
}

/** The field of a row that holds its stamps. No record has a field of this name. */
export const STAMPS = '$stamps'

/** A state as a row keeps it beside its fields: the stamp alone, or what differs. */
export type RowStamps =
  | Stamp
  | {
      stamp: Stamp
      of?: Record<string, RegisterStamps>
      removal?: { stamp: Stamp; gone: boolean }
      rivals?: Rival[]
    }

export type Row = Record<string, unknown> & { [STAMPS]?: RowStamps }

export function rowOf(state: RecordState): Row {
  return { ...state.fields, [STAMPS]: rowStampsOf(state) }
}

function rowStampsOf({ stamp, stamps, removal, rivals }: RecordState): RowStamps {
  if (!stamps && !removal && !rivals) return stamp
  return {
    stamp,
    ...(stamps && { of: stamps }),
    ...(removal && { removal }),
    ...(rivals && { rivals }),
  }
}

/** @throws when the row has no stamps: then it was written around the kernel. */
export function stateOf(row: Row): RecordState {
  const { [STAMPS]: stamps, ...fields } = row
  if (stamps === undefined) throw new Error('A record without stamps: it was not written by the record kernel')
  if (typeof stamps === 'string') return { fields, stamp: stamps, stamps: null, removal: null, rivals: null }
  return {
    fields,
    stamp: stamps.stamp,
    stamps: stamps.of ?? null,
    removal: stamps.removal ?? null,
    rivals: stamps.rivals ?? null,
  }
}

/** The record without its stamps. */
export function recordOf<T extends object>(row: T): T {
  const { [STAMPS]: _stamps, ...record } = row as Row
  return record as T
}
