/** Transports to the places of this machine, each kept while the program runs so that a look need not read everything again. */
import { randomBytes } from 'node:crypto'
import type { SyncPlace } from '#core/contract/syncCalls'
import type { SyncTransport } from '#core/sync/SyncTransport'
import { BatchFile } from '../../sync/file/BatchFile'
import { BatchFileTransport } from '../../sync/file/BatchFileTransport'
import { FolderTransport } from '../../sync/folder/FolderTransport'
import { nodeFolderFiles } from '../../sync/folder/nodeFolderFiles'
import { NatsTransport } from '../../sync/nats/NatsTransport'
import { type PlaceBook, unknownPlace } from './placeBook'
import type { ServerAccess } from './serverAccess'

/** A file is held in memory, so no more than these are open; the one opened first is closed. */
const MOST_FILES = 4

export interface Places {
  /** @throws Problem `sync.place-unknown`, `sync.access-missing`, `secrets.*` or `disk.*` */
  transport(placeId: string, cooperative: string | null): Promise<SyncTransport>
  /** @throws Problem `sync.not-a-batch-file`, `sync.batch-file-newer` */
  openFile(text: string | null): string
  /** @throws Problem `sync.place-unknown` */
  fileText(placeId: string): string
  /** Forgets what is remembered of it, and the file where it is one; ends the connection to a server. */
  close(placeId: string): Promise<void>
  closeAll(): Promise<void>
}

interface Parts {
  book: PlaceBook
  access: ServerAccess
  /** Takes sentences that a person need not see. */
  log: (sentence: string) => void
}

export function openPlaces({ book, access, log }: Parts): Places {
  const files = new Map<string, BatchFile>()
  /** By place, by cooperative; of those that are being opened as well, so that none is opened twice. */
  const opened = new Map<string, Map<string | null, Promise<FolderTransport | NatsTransport>>>()

  async function open(placeId: string, cooperative: string | null): Promise<FolderTransport | NatsTransport> {
    const place = (await book.list()).find(({ id }) => id === placeId)
    if (!place) throw unknownPlace(placeId)
    return TRANSPORTS[place.kind](place, cooperative)
  }

  const TRANSPORTS = {
    folder: ({ name }: SyncPlace, cooperative: string | null) => new FolderTransport(nodeFolderFiles(name), { cooperative, log }),
    nats: async ({ id }: SyncPlace, cooperative: string | null) =>
      new NatsTransport(await access.read(id), { cooperative, memory: access.memory(id) }),
  }

  const close = async (placeId: string) => {
    files.delete(placeId)
    const transports = [...(opened.get(placeId)?.values() ?? [])]
    opened.delete(placeId)
    for (const transport of await Promise.allSettled(transports)) {
      if (transport.status === 'fulfilled' && transport.value.kind === 'nats') await transport.value.close()
    }
  }

  return {
    transport(placeId, cooperative) {
      const file = files.get(placeId)
      if (file) return Promise.resolve(new BatchFileTransport(file))
      const ofPlace = opened.get(placeId) ?? new Map<string | null, Promise<FolderTransport | NatsTransport>>()
      const known = ofPlace.get(cooperative)
      if (known) return known
      const opening = open(placeId, cooperative)
      opened.set(placeId, ofPlace.set(cooperative, opening))
      opening.catch(() => ofPlace.delete(cooperative))
      return opening
    },
    openFile(text) {
      const placeId = randomBytes(8).toString('hex')
      files.set(placeId, text === null ? new BatchFile() : BatchFile.read(new TextEncoder().encode(text)))
      for (const first of [...files.keys()].slice(0, -MOST_FILES)) files.delete(first)
      return placeId
    },
    fileText(placeId) {
      const file = files.get(placeId)
      if (!file) throw unknownPlace(placeId)
      return [...file.lines()].join('')
    },
    close,
    async closeAll() {
      for (const placeId of [...opened.keys()]) await close(placeId)
    },
  }
}
