/** Serves the calls of syncing: signatures of batches, and the places where they are exchanged. */
import { randomBytes, randomInt } from 'node:crypto'
import { base64 } from '@scure/base'
import type { ConsoleContract } from '#core/contract/consoleContract'
import type { Handlers } from '#core/contract/createDispatcher'
import type { syncCalls } from '#core/contract/syncCalls'
import { Problem } from '#core/model/problem'
import { cooperativeId, foundCooperative } from '#core/sync/founding'
import { requestToJoin } from '#core/sync/joining/joinRequest'
import { foundWithRecovery } from '#core/sync/joining/recoveryKey'
import { welcomeTo } from '#core/sync/joining/welcome'
import type { DocumentSigner } from '#core/sync/signedDocument'
import type { DataKeyVault } from '../../storage/dataKeyVault'
import type { InstallationKey } from '../../storage/installationKey'
import type { JournalPort } from '../../storage/journal'
import { readNatsAccess } from '../../sync/nats/natsAccess'
import { createDataKeyService } from './dataKeyService'
import { openPlaces } from './openPlaces'
import type { PlaceBook } from './placeBook'
import type { ServerAccess } from './serverAccess'
import { signBatch } from './signBatch'

/** Asks the person with the system's own dialog. @returns an absolute path, null when they chose none */
export type ChooseFolder = () => Promise<string | null>

interface Parts {
  signer: InstallationKey
  journal: JournalPort
  dataKeys: DataKeyVault
  book: PlaceBook
  access: ServerAccess
  /** Null in the browser shell, where a person types the path. */
  chooseFolder: ChooseFolder | null
  /** Takes sentences that a person need not see. */
  log: (sentence: string) => void
  clock?: () => Date
}

export interface SyncService {
  handlers: Pick<Handlers<ConsoleContract, { signal: AbortSignal }>, keyof typeof syncCalls>
  /** Ends the connections to servers. */
  close(): Promise<void>
}

export function createSyncService({
  signer,
  journal,
  dataKeys,
  book,
  access,
  chooseFolder,
  log,
  clock = () => new Date(),
}: Parts): SyncService {
  const places = openPlaces({ book, access, log })
  const documentSigner = (): DocumentSigner => ({
    publicKey: signer.publicKeyHex,
    sign: async (bytes) => signer.sign(bytes),
  })
  const handlers: SyncService['handlers'] = {
    ...createDataKeyService(signer, dataKeys),
    'sync.signBatch': async ({ document }) => ({ signature: signBatch(document, signer) }),
    'sync.found': async ({ name }) => {
      const stated = { name, foundedAt: clock().toISOString(), salt: randomBytes(32) }
      const founding = await foundCooperative(stated, documentSigner())
      await journal.append('cooperative.founded', { cooperative: cooperativeId(founding), name })
      return founding
    },
    'sync.foundWithRecovery': async ({ name }) => {
      const { founding, first, recovery } = await foundWithRecovery({
        ...{ name, foundedAt: clock().toISOString(), salt: randomBytes(32), secret: randomBytes(32), chance: randomInt(0x10000) },
        installation: { publicKey: signer.publicKeyHex, encryptionKey: signer.encryption.publicKeyHex },
      })
      await journal.append('cooperative.founded', { cooperative: cooperativeId(founding), name, founder: founding.founder })
      return { founding, first: first.text, recovery }
    },
    'sync.signJoinRequest': async ({ name }) =>
      requestToJoin({ name, encryptionKey: signer.encryption.publicKeyHex, at: clock().toISOString() }, documentSigner()),
    'sync.signWelcome': async ({ founding, key, roles }) => {
      const welcome = await welcomeTo({ founding, key, roles, at: clock().toISOString() }, documentSigner())
      await journal.append('cooperative.welcomed', { cooperative: cooperativeId(founding), key, roles })
      return welcome
    },
    'sync.places': async () => ({ places: await book.list() }),
    'sync.chooseFolder': async ({ path: typed }) => {
      const path = chooseFolder ? await chooseFolder() : typed
      if (path !== null) return { place: await book.addFolder(path) }
      if (chooseFolder) return { place: null }
      throw pathNeeded()
    },
    'sync.addServer': async ({ access: text }) => {
      const given = readNatsAccess(text)
      const place = await book.addServer(given.servers)
      await access.keep(place.id, given)
      await places.close(place.id)
      return { place }
    },
    'sync.forgetPlace': async ({ placeId }) => {
      await places.close(placeId)
      await access.forget(placeId)
      await book.remove(placeId)
      return {}
    },
    'sync.look': async ({ placeId, cooperative }, { signal }) => {
      const { founding, batches, litter, freeBytes } = await (await places.transport(placeId, cooperative)).look(signal)
      return { founding, batches: [...batches], litter: [...litter], freeBytes }
    },
    'sync.read': async ({ placeId, cooperative, id }, { signal }) => ({
      text: await (await places.transport(placeId, cooperative)).read(id, signal),
    }),
    'sync.publish': async ({ placeId, cooperative, id, text }, { signal }) => ({
      published: await (await places.transport(placeId, cooperative)).publish(id, text, signal),
    }),
    'sync.begin': async ({ placeId, cooperative, founding }, { signal }) => {
      await (await places.transport(placeId, cooperative)).begin(founding, signal)
      return {}
    },
    'sync.hasChunks': async ({ placeId, cooperative, hashes }, { signal }) => ({
      there: [...(await (await places.transport(placeId, cooperative)).hasChunks(hashes, signal))],
    }),
    'sync.readChunk': async ({ placeId, cooperative, hash }, { signal }) => ({
      bytes: base64.encode(await (await places.transport(placeId, cooperative)).readChunk(hash, signal)),
    }),
    'sync.publishChunk': async ({ placeId, cooperative, hash, bytes }, { signal }) => {
      const chunk = { hash, bytes: base64.decode(bytes) }
      return { published: await (await places.transport(placeId, cooperative)).publishChunk(chunk, signal) }
    },
    'sync.envelopes': async ({ placeId, cooperative }, { signal }) => ({
      texts: await (await places.transport(placeId, cooperative)).envelopes(signal),
    }),
    'sync.publishEnvelope': async ({ placeId, cooperative, envelope }, { signal }) => {
      await (await places.transport(placeId, cooperative)).publishEnvelope(envelope, signal)
      return {}
    },
    'sync.openFile': async ({ text }) => ({ placeId: places.openFile(text) }),
    'sync.fileText': async ({ placeId }) => ({ text: places.fileText(placeId) }),
    'sync.closeFile': async ({ placeId }) => {
      await places.close(placeId)
      return {}
    },
  }
  return { handlers, close: places.closeAll }
}

export function pathNeeded(): Problem {
  return new Problem('sync.path-needed', 'Type the whole path of the folder: in the browser there is no dialog for folders.')
}
