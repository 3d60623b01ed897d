/** A stick that an admin's laptop prepared: the cooperative is founded on it, and installations are admitted. */
import { decideAccess } from '#core/sync/access/decideAccess'
import { cooperativeId } from '#core/sync/founding'
import { sync } from '#core/sync/testing/exampleCooperative'
import { governedCooperative } from '#core/sync/testing/memberships'
import { FolderTransport } from '../../main/sync/folder/FolderTransport'
import { nodeFolderFiles } from '../../main/sync/folder/nodeFolderFiles'

/** What the cooperative of the stick is called. */
export const OFFICE_COOPERATIVE = 'Hill'

/**
 * @param folder an empty one
 * @param keys raw Ed25519 public keys of the installations, hex
 */
export async function prepareStick(folder: string, keys: readonly string[]): Promise<void> {
  const { founding, laptop } = await governedCooperative()
  const office = laptop('founder')
  const roles = ['operator', 'technician', 'treasurer'] as const
  for (const key of keys) {
    const createdAt = new Date(office.wallMs).toISOString()
    const { id, ...set } = decideAccess(await office.access(), { key, encryptionKey: null, roles, after: {}, createdAt })
    office.write({ table: 'accessGrants', key: id, set })
  }
  const transport = new FolderTransport(nodeFolderFiles(folder), { cooperative: cooperativeId(founding), log: () => undefined })
  await sync(office, transport, { ask: async () => 'write-all' })
}
