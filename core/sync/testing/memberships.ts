/** A cooperative whose laptops have the access that its admins give them. */
import type { MergePlan } from '../../records/mergePlan'
import type { Operation } from '../../records/operation'
import { mergePlans } from '../../records/recordTables'
import type { AccessRole } from '../../records/tableDeclaration'
import { plans as examplePlans } from '../../records/testing/logs'
import { decideAccess, heldOfKey } from '../access/decideAccess'
import { type ExampleCooperative, exampleCooperative } from './exampleCooperative'
import { encryptionKeyOf } from './MemoryDataKeys'
import type { MemoryLaptop } from './MemoryLaptop'

/** Those of the example, and who has access. */
export const accessPlans: ReadonlyMap<string, MergePlan> = new Map([
  ...examplePlans,
  ...[...mergePlans].filter(([table]) => table === 'accessGrants'),
])

export async function governedCooperative(): Promise<ExampleCooperative> {
  const { laptop, ...cooperative } = await exampleCooperative('Hill', null)
  return { ...cooperative, laptop: (word, plans = accessPlans) => laptop(word, plans) }
}

/** An admin's laptop says which roles another has, from the beginning. */
export function admit(admin: MemoryLaptop, other: MemoryLaptop, roles: readonly AccessRole[]): Promise<Operation> {
  return decide(admin, other, roles, {})
}

/** An admin's laptop says which roles another has after what the admin's holds of it. */
export async function changeAccess(admin: MemoryLaptop, other: MemoryLaptop, roles: readonly AccessRole[]): Promise<Operation> {
  const keyOf = (actor: string) => admin.keyOf(actor)
  return decide(admin, other, roles, await heldOfKey(other.signer.publicKey, await admin.vector(), keyOf))
}

async function decide(
  admin: MemoryLaptop,
  { signer: { publicKey: key } }: MemoryLaptop,
  roles: readonly AccessRole[],
  after: Record<string, number>,
): Promise<Operation> {
  const createdAt = new Date(admin.wallMs).toISOString()
  const { id, ...set } = decideAccess(await admin.access(), { key, encryptionKey: encryptionKeyOf(key), roles, after, createdAt })
  return admin.write({ table: 'accessGrants', key: id, set })
}
