/** Transports to the places of this machine, each kept while the program runs so that a look need not read everything again. */
import { randomBytes } from 'node:crypto'
import type { SyncTransport } from '#core/sync/SyncTransport'
import { BatchFile } from '../../sync/file/BatchFile'
import { BatchFileTransport } from '../../sync/file/BatchFileTransport'
import { FolderTransport } from '../../sync/folder/FolderTransport'
import { nodeFolderFiles } from '../../sync/folder/nodeFolderFiles'
import { type PlaceBook, unknownPlace } from './placeBook'

/** A file is held in memory, so no more than these are open; the one opened first is closed. */
const MOST_FILES = 4

export interface Places {
  /** @throws Problem `sync.place-unknown` or `disk.*` */
  transport(placeId: string, cooperative: string | null): Promise<SyncTransport>
  /** @throws Problem `sync.not-a-batch-file`, `sync.batch-file-newer` */
  openFile(text: string | null): string
  /** @throws Problem `sync.place-unknown` */
  fileText(placeId: string): string
  /** Forgets what is remembered of it, and the file where it is one. */
  close(placeId: string): void
}

export function openPlaces(book: PlaceBook, log: (sentence: string) => void): Places {
  const files = new Map<string, BatchFile>()
  /** By place, by cooperative. */
  const folders = new Map<string, Map<string | null, FolderTransport>>()

  return {
    async transport(placeId, cooperative) {
      const file = files.get(placeId)
      if (file) return new BatchFileTransport(file)
      const known = folders.get(placeId) ?? new Map<string | null, FolderTransport>()
      const open = known.get(cooperative)
      if (open) return open
      const place = (await book.list()).find(({ id }) => id === placeId)
      if (!place) throw unknownPlace(placeId)
      const transport = new FolderTransport(nodeFolderFiles(place.path), { cooperative, log })
      folders.set(placeId, known.set(cooperative, transport))
      return transport
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
    close(placeId) {
      files.delete(placeId)
      folders.delete(placeId)
    },
  }
}
