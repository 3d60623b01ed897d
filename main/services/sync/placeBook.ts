/** Folders and servers that a person chose for exchanging batches, kept in the data folder under ids that pages may name. */
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type SyncPlace, syncPlaceSchema } from '#core/contract/syncCalls'
import { parseBoundedJson } from '#core/files/parseBoundedJson'
import { Problem } from '#core/model/problem'
import { diskProblem } from '../../storage/diskProblem'
import { writeFileAtomically } from '../../storage/writeFileAtomically'
import { existingFolder } from './existingFolder'

const FILE_NAME = 'places.json'
const WHAT = 'the list of places for syncing'
/** More are not worth remembering; the one chosen longest ago goes. */
const MOST_PLACES = 20

const fileSchema = z.object({ format: z.literal('commonmast-places-v1'), places: z.array(syncPlaceSchema) })

export interface PlaceBook {
  /** The one chosen last first. @throws Problem `disk.*` */
  list(): Promise<SyncPlace[]>
  /** @throws Problem `sync.not-a-folder`, `sync.place-is-own-data` or `disk.*` */
  addFolder(path: string): Promise<SyncPlace>
  /** @param addresses of the server, without a secret @throws Problem `disk.*` */
  addServer(addresses: readonly string[]): Promise<SyncPlace>
  remove(id: string): Promise<void>
}

export function createPlaceBook(dataDir: string, clock: () => Date = () => new Date()): PlaceBook {
  const file = join(dataDir, FILE_NAME)
  let turn: Promise<unknown> = Promise.resolve()

  async function read(): Promise<SyncPlace[]> {
    const text = await readFile(file, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
      if (thrown.code === 'ENOENT') return null
      throw diskProblem(thrown, WHAT)
    })
    if (text === null) return []
    try {
      return fileSchema.parse(parseBoundedJson(text)).places
    } catch {
      // The list can be made again by choosing; what lies in the folders is not touched by its loss.
      return []
    }
  }

  /** Reads, changes and writes one after another, so that no change is lost to another. */
  function change<T>(edit: (places: SyncPlace[]) => { places: SyncPlace[]; value: T }): Promise<T> {
    const done = turn.then(async () => {
      const { places, value } = edit(await read())
      const text = `${JSON.stringify({ format: 'commonmast-places-v1', places: places.slice(0, MOST_PLACES) }, null, 2)}\n`
      await writeFileAtomically(file, text, { what: WHAT, mode: 0o600 })
      return value
    })
    turn = done.catch(() => undefined)
    return done
  }

  /** One that is in the list keeps its id. */
  function add(kind: SyncPlace['kind'], name: string): Promise<SyncPlace> {
    return change((places) => {
      const known = places.find((place) => place.kind === kind && place.name === name)
      const value = { id: known?.id ?? randomBytes(8).toString('hex'), kind, name, chosenAt: clock().toISOString() }
      return { places: [value, ...places.filter((place) => place.id !== value.id)], value }
    })
  }

  return {
    list: async () => {
      await turn
      return read()
    },
    addFolder: async (given) => add('folder', await existingFolder(given, dataDir)),
    addServer: (addresses) => add('nats', addresses.join(', ')),
    remove: (id) => change((places) => ({ places: places.filter((place) => place.id !== id), value: undefined })),
  }
}

export function unknownPlace(id: string): Problem {
  return new Problem(
    'sync.place-unknown',
    'This place is not in the list any more: choose its folder, its file or its access file again.',
    {
      cause: id,
    },
  )
}
