/** Access to the servers of this machine, by place, sealed as the system can; and what was seen of their streams. */
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Problem } from '#core/model/problem'
import type { SecretBox } from '../../storage/secretBox'
import { openSecretVault } from '../../storage/secretVault'
import { makeFolder, writeFileAtomically } from '../../storage/writeFileAtomically'
import type { StreamMemory } from '../../sync/nats/NatsTransport'
import { type NatsAccess, readNatsAccess } from '../../sync/nats/natsAccess'

export interface ServerAccess {
  /** @throws Problem `secrets.*` or `disk.*` */
  keep(placeId: string, access: NatsAccess): Promise<void>
  /** @throws Problem `sync.access-missing`, `secrets.*`, `disk.*` */
  read(placeId: string): Promise<NatsAccess>
  memory(placeId: string): StreamMemory
  /** @throws Problem `secrets.*` or `disk.*` */
  forget(placeId: string): Promise<void>
}

export function openServerAccess(dataDir: string, box: SecretBox): ServerAccess {
  const vault = openSecretVault(join(dataDir, 'servers.json'), box, 'access file')
  const folder = join(dataDir, 'streams')
  const pathOf = (placeId: string) => join(folder, `${placeId}.json`)
  return {
    keep: (placeId, access) => vault.set(placeId, JSON.stringify(access)),
    async read(placeId) {
      const text = await vault.get(placeId)
      if (text === null) throw missingAccess(placeId)
      return readNatsAccess(text)
    },
    memory: (placeId) => ({
      load: () => readFile(pathOf(placeId), 'utf8'),
      async save(text) {
        await makeFolder(folder, folder)
        await writeFileAtomically(pathOf(placeId), text, { what: 'what was seen of a server' })
      },
    }),
    async forget(placeId) {
      await vault.delete(placeId)
      await rm(pathOf(placeId), { force: true })
    },
  }
}

function missingAccess(placeId: string): Problem {
  return new Problem(
    'sync.access-missing',
    'The access to this server is not on this computer: add the server again with its access file.',
    { cause: placeId },
  )
}
