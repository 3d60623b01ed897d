/** Folders that a person chose for exchanging batches, kept in the data folder under ids that pages may name. */
import { randomBytes } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve } from 'node:path'
import { z } from 'zod'
import { type SyncPlace, syncPlaceSchema } from '#core/contract/syncCalls'
import { parseBoundedJson } from '#core/files/parseBoundedJson'
import { Problem } from '#core/model/problem'
import { diskProblem } from '../../storage/diskProblem'
import { writeFileAtomically } from '../../storage/writeFileAtomically'

const FILE_NAME = 'places.json'
const WHAT = 'the list of folders for syncing'
/** More are not worth remembering; the one chosen longest ago goes. */
const MOST_PLACES = 20

const fileSchema = z.object({ format: z.literal('commonmast-places-v1'), places: z.array(syncPlaceSchema) })

export interface PlaceBook {
  /** The one chosen last first. @throws Problem `disk.*` */
  list(): Promise<SyncPlace[]>
  /** @throws Problem `sync.not-a-folder`, `sync.place-is-own-data` or `disk.*` */
  add(path: string): Promise<SyncPlace>
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

  return {
    list: async () => {
      await turn
      return read()
    },
    async add(given) {
      const path = await existingFolder(given, dataDir)
      return change((places) => {
        const known = places.find((place) => place.path === path)
        const id = known?.id ?? randomBytes(8).toString('hex')
        const value = { id, path, chosenAt: clock().toISOString() }
        return { places: [value, ...places.filter((place) => place.id !== id)], value }
      })
    },
    remove: (id) => change((places) => ({ places: places.filter((place) => place.id !== id), value: undefined })),
  }
}

async function existingFolder(given: string, dataDir: string): Promise<string> {
  const path = resolve(given)
  const found = isAbsolute(given) ? await stat(path).catch(() => null) : null
  if (!found?.isDirectory()) {
    throw new Problem(
      'sync.not-a-folder',
      `${given} is no folder of this computer: give the whole path of a folder, a plugged-in stick or a connected share.`,
    )
  }
  const within = relative(resolve(dataDir), path)
  if (within === '' || !(within.startsWith('..') || isAbsolute(within))) {
    throw new Problem(
      'sync.place-is-own-data',
      `${given} is the program's own data folder: choose another folder, which the other laptops can open too.`,
    )
  }
  return path
}

export function unknownPlace(id: string): Problem {
  return new Problem('sync.place-unknown', 'This place is not in the list any more: choose its folder or its file again.', {
    cause: id,
  })
}
