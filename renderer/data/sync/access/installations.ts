/** Every installation of the cooperative: what it is called, what it may write, and how far it is held here. */
import Dexie from 'dexie'
import { useLiveQuery } from 'dexie-react-hooks'
import { parseClock } from '#core/records/hybridClock'
import { ACCESS_ROLES, type AccessRole } from '#core/records/tableDeclaration'
import { type AccessState, rolesNow } from '#core/sync/access/AccessState'
import { adminAdvice } from '#core/sync/access/adminAdvice'
import type { AccessHere } from '#core/sync/syncRound'
import type { CommonmastDatabase } from '../../records/database'
import { findMemory } from '../../records/kernelMemory'
import { newestHeld } from '../../records/newestHeld'
import { db } from '../../records/openRecords'
import { readVector } from '../batchesInDatabase'
import { readFounding } from '../readFounding'
import { type IntendedAccess, readIntendedAccess } from './intendedAccess'
import { readOwnAccess } from './ownAccess'
import { type ReadSaid, readReading } from './reading'

export interface Installation {
  /** Raw Ed25519 public key, hex. */
  key: string
  /** Null while no admin has called it anything. */
  name: string | null
  memberId: string | null
  isOwn: boolean
  /** The founder's key, which is in a recovery file and on no laptop. */
  isRecoveryFile: boolean
  standing: AccessHere
  /** Of what it seals next. */
  roles: readonly AccessRole[]
  /** Whether what was decided about it here is in no batch yet, so that nobody else knows. */
  isUnsealed: boolean
  /** Names under which it writes, each with the number of its last batch that is held here. */
  actors: readonly { actor: string; batches: number }[]
  operations: number
  /** Of its newest operation, milliseconds since 1970 by its clock; null while there is none. */
  newestMs: number | null
  /** How far it has read; null while it never said so. */
  read: ReadSaid | null
}

export interface Installations {
  /** This one first, then the one that wrote last. */
  all: readonly Installation[]
  /** Whether this laptop may admit others. */
  isAdmin: boolean
  /** What to do about the number of admins, null where there are enough. SPEC.md, [SY50]. */
  advice: string | null
}

/** Live; undefined while loading, null where the records belong to no cooperative. */
export const useInstallations = () => useLiveQuery(() => readInstallations(db))

export async function readInstallations(records: CommonmastDatabase): Promise<Installations | null> {
  const intended = await readIntendedAccess(records)
  const own = await readOwnAccess(records)
  if (!intended || !own) return null
  const memory = await findMemory(records)
  const writing = await readWriting(records)
  const named = new Map((await records.installations.toArray()).map((row) => [row.id, row]))
  const founder = (await readFounding(records))?.founder
  // A laptop introduces itself with its first change; a recovery file says nothing but access.
  const introduced = new Set((await records.actors.toArray()).map(({ publicKey }) => publicKey))
  const keys = new Set([...intended.access.named, ...writing.keys()])
  const ofKeys = [...writing].map(([key, { actors }]) => ({ key, actors }))
  const isAdmitted = (key: string) => rolesAhead(intended.access, key).length > 0
  const reading = await readReading(records, ofKeys, memory?.publicKey ?? null, isAdmitted)
  const all = [...keys].map((key): Installation => {
    const { name = null, memberId = null } = named.get(key) ?? {}
    const { actors, operations, newestMs } = writing.get(key) ?? { actors: [], operations: 0, newestMs: null }
    return {
      ...{ key, name, memberId, actors, operations, newestMs, read: reading.get(key) ?? null },
      isOwn: key === memory?.publicKey,
      isRecoveryFile: key === founder && key !== memory?.publicKey && !introduced.has(key),
      ...standingOf(intended, key),
    }
  })
  return {
    all: all.sort((one, other) => Number(other.isOwn) - Number(one.isOwn) || (other.newestMs ?? 0) - (one.newestMs ?? 0)),
    isAdmin: own.roles.includes('admin'),
    advice: adminAdvice(intended.access),
  }
}

function standingOf({ access, unsealed }: IntendedAccess, key: string) {
  const roles = rolesAhead(access, key)
  const standing: AccessHere = roles.length > 0 ? 'admitted' : access.named.has(key) ? 'revoked' : 'not-admitted'
  return { roles, standing, isUnsealed: unsealed.has(key) }
}

/** What a key may write once everything that was said of it applies. */
function rolesAhead(access: AccessState, key: string): readonly AccessRole[] {
  const allowed = rolesNow(access.grantsAbout(key))
  return ACCESS_ROLES.filter((role) => allowed.includes(role))
}

/** By key what it wrote, as far as it is held here. */
async function readWriting(records: CommonmastDatabase) {
  const memory = await findMemory(records)
  const vector = await readVector(records)
  const writing = new Map<string, Pick<Installation, 'actors' | 'operations' | 'newestMs'>>()
  for (const actor of new Set([...(memory ? [memory.actor] : []), ...vector.keys()])) {
    const held = await newestHeld(records, actor)
    const key = held?.publicKey ?? (actor === memory?.actor ? memory.publicKey : null)
    if (!key) continue
    const before = writing.get(key) ?? { actors: [], operations: 0, newestMs: null }
    const made = actor === memory?.actor ? memory.made : (held?.lastOperation ?? 0)
    writing.set(key, {
      actors: [...before.actors, { actor, batches: held?.n ?? 0 }],
      operations: before.operations + made,
      newestMs: latest(before.newestMs, await newestMsOf(records, actor)),
    })
  }
  return writing
}

async function newestMsOf(records: CommonmastDatabase, actor: string): Promise<number | null> {
  const ofActor = records.operations.where('[actor+n]').between([actor, Dexie.minKey], [actor, Dexie.maxKey])
  const newest = await ofActor.last()
  return newest ? parseClock(newest.t).ms : null
}

function latest(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other)
}
