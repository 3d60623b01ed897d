/** Access as it will be once what was decided here is sealed: what an admin sees and decides from. */

import { actorOf } from '#core/records/operation'
import { type Row, recordOf, stateOf } from '#core/records/recordState'
import type { AccessGrant } from '#core/records/tables/accessTables'
import { type AccessState, accessState } from '#core/sync/access/AccessState'
import { grantsIn, type SaidGrant } from '#core/sync/access/saidGrant'
import type { CommonmastDatabase } from '../../records/database'
import { findMemory } from '../../records/kernelMemory'
import { newestHeld } from '../../records/newestHeld'
import { readNamed } from '../batchesInDatabase'
import { readFounding } from '../readFounding'

export interface IntendedAccess {
  access: AccessState
  /** Keys about which something was decided here that no batch holds yet. */
  unsealed: ReadonlySet<string>
}

/** Null where the records belong to no cooperative. Reads `accessGrants` and `ACCESS_TABLES`. */
export async function readIntendedAccess(db: CommonmastDatabase): Promise<IntendedAccess | null> {
  const founding = await readFounding(db)
  if (!founding) return null
  const held = (await readNamed(db, await db.heldBatches.where('grants').above(0).toArray())).flatMap(grantsIn)
  const own = await unsealedGrants(db, new Set(held.map(({ grant }) => grant.id)))
  return {
    access: accessState(founding, [...held, ...own]),
    unsealed: new Set(own.map(({ grant }) => grant.key)),
  }
}

/** A grant in the records that no batch holds was made here since the last one was sealed. */
async function unsealedGrants(db: CommonmastDatabase, held: ReadonlySet<string>): Promise<SaidGrant[]> {
  const memory = await findMemory(db)
  if (!memory?.publicKey) return []
  const { actor, publicKey: key, made } = memory
  const by = { key, actor, n: ((await newestHeld(db, actor))?.n ?? 0) + 1 }
  const rows = (await db.accessGrants.toArray()).filter(({ id }) => !held.has(id))
  const stampOf = (grant: AccessGrant) => stateOf(grant as unknown as Row).stamp
  return rows
    .filter((grant) => actorOf(stampOf(grant)) === actor)
    .sort((one, other) => (stampOf(one) < stampOf(other) ? -1 : 1))
    .map((grant, at) => ({ grant: recordOf(grant) as AccessGrant, by, operation: made + 1 + at }))
}
