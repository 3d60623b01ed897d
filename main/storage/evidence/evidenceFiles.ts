/**
 * Sealed chunks of evidence as files, each named by the hash of its bytes. Invariants: a chunk is on the disk, whole, before
 * anything is told of it; none goes while a record, or a kept backup, may name it. SPEC.md, [EV3] and [EV7].
 */
import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { invariant, Problem } from '#core/model/problem'
import { CHUNK_BYTES, type Chunk, isChunk } from '#core/sync/travel/chunks'
import { diskProblem } from '../diskProblem'
import { requireRoom } from '../requireRoom'
import { removeLeftovers } from '../temporaryFiles'
import { makeFolder, writeFileAtomically } from '../writeFileAtomically'

const WHAT = 'the photos and files'
const chunkName = /^([0-9a-f]{64})\.bin$/
const shelfName = /^[0-9a-f]{2}$/
const UNNAMED_FILE = 'unnamed.json'
/** So long an undo brings back what was removed, content and all. */
const STAYS_UNNAMED_MS = 30 * 24 * 60 * 60 * 1_000

const unnamedSchema = z.record(z.string(), z.iso.datetime())

export interface EvidenceFiles {
  /** @throws Problem `evidence.wrong-chunk`, `disk.*` */
  keep(chunk: Chunk): Promise<void>
  /** Null for a chunk that is not kept, or whose file is not what its name says. @throws Problem `disk.*` */
  read(hash: string): Promise<Uint8Array | null>
  held(hashes: readonly string[]): Promise<string[]>
  room(): Promise<{ chunks: number; bytes: number }>
  /**
   * Removes what nothing has named for 30 days, unless a kept copy is older than that.
   * @param named what the records name now
   * @param oldestCopyAt of the backups that are kept; null where there is none
   * @returns how many were removed
   * @throws Problem `disk.*`
   */
  settle(named: readonly string[], oldestCopyAt: string | null): Promise<number>
  /** Every chunk that is kept and whole. @throws Problem `disk.*` */
  all(): AsyncGenerator<Chunk>
}

interface EvidenceFilesOptions {
  now?: () => Date
  requireRoomFor?: (folder: string, bytes: number) => Promise<void>
}

export function openEvidenceFiles(
  folder: string,
  { now = () => new Date(), requireRoomFor = requireRoomForPart }: EvidenceFilesOptions = {},
): EvidenceFiles {
  /** Sizes by hash, as they lie there. */
  let index: Promise<Map<string, number>> | null = null
  const known = () => {
    index ??= listChunks(folder).catch((thrown: unknown) => {
      index = null
      throw diskProblem(thrown, WHAT)
    })
    return index
  }
  const pathOf = (hash: string) => join(folder, hash.slice(0, 2), `${hash}.bin`)

  async function read(hash: string): Promise<Uint8Array | null> {
    const kept = await known()
    if (!kept.has(hash)) return null
    const bytes = await readFile(pathOf(hash)).catch((thrown: NodeJS.ErrnoException) => {
      if (thrown.code === 'ENOENT') return null
      throw diskProblem(thrown, WHAT)
    })
    if (bytes && isChunk({ hash, bytes })) return new Uint8Array(bytes)
    // Then a round brings it again from a place, in the next life of the program too.
    if (bytes) await rm(pathOf(hash), { force: true }).catch(() => undefined)
    kept.delete(hash)
    return null
  }

  return {
    async keep(chunk) {
      if (!isChunk(chunk)) {
        throw new Problem('evidence.wrong-chunk', 'This is not the content that its name says, so it was not kept: sync again.')
      }
      const { hash, bytes } = chunk
      const kept = await known()
      // Whoever brings it again may do so because it is damaged.
      if (kept.has(hash) && (await read(hash))) return
      await makeFolder(join(folder, hash.slice(0, 2)), WHAT)
      await requireRoomFor(folder, bytes.length)
      await writeFileAtomically(pathOf(hash), bytes, { what: WHAT })
      kept.set(hash, bytes.length)
    },
    read,
    async held(hashes) {
      const kept = await known()
      return hashes.filter((hash) => kept.has(hash))
    },
    async room() {
      const sizes = [...(await known()).values()]
      return { chunks: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) }
    },
    async settle(named, oldestCopyAt) {
      const kept = await known()
      const inUse = new Set(named)
      const before = await readUnnamed(folder)
      const unnamed: Record<string, string> = {}
      let removed = 0
      for (const hash of kept.keys()) {
        if (inUse.has(hash)) continue
        const since = before[hash] ?? now().toISOString()
        const isOld = now().getTime() - Date.parse(since) >= STAYS_UNNAMED_MS
        if (isOld && (oldestCopyAt === null || oldestCopyAt > since)) {
          await rm(pathOf(hash), { force: true }).catch((thrown: unknown) => {
            throw diskProblem(thrown, WHAT)
          })
          kept.delete(hash)
          removed++
        } else unnamed[hash] = since
      }
      if (kept.size + removed > 0) await writeFileAtomically(join(folder, UNNAMED_FILE), JSON.stringify(unnamed), { what: WHAT })
      return removed
    },
    async *all() {
      for (const hash of [...(await known()).keys()]) {
        const bytes = await read(hash)
        if (bytes) yield { hash, bytes }
      }
    },
  }
}

const requireRoomForPart = (folder: string, bytes: number) => requireRoom(folder, bytes, 'A photo or file')

/** Sizes by hash; what a killed write left behind goes. */
async function listChunks(folder: string): Promise<Map<string, number>> {
  const sizes = new Map<string, number>()
  for (const shelf of await namesIn(folder)) {
    if (!shelfName.test(shelf)) continue
    await removeLeftovers(join(folder, shelf))
    for (const name of await namesIn(join(folder, shelf))) {
      const hash = chunkName.exec(name)?.[1]
      if (hash?.startsWith(shelf)) sizes.set(hash, (await stat(join(folder, shelf, name))).size)
    }
  }
  return sizes
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return []
    throw thrown
  })
}

/** Since when nothing names a chunk. What cannot be read is forgotten: then it stays 30 days more. */
async function readUnnamed(folder: string): Promise<Record<string, string>> {
  try {
    return unnamedSchema.parse(JSON.parse(await readFile(join(folder, UNNAMED_FILE), 'utf8')))
  } catch {
    return {}
  }
}

/** Chunks in a folder that a person copied them to; whatever is not what its name says is passed over. @throws Problem `disk.*` */
export async function* chunksIn(folder: string): AsyncGenerator<Chunk> {
  try {
    for (const [hash, size] of await listChunks(folder)) {
      if (size > CHUNK_BYTES) continue
      const bytes = new Uint8Array(await readFile(join(folder, hash.slice(0, 2), `${hash}.bin`)))
      if (isChunk({ hash, bytes })) yield { hash, bytes }
    }
  } catch (thrown) {
    throw diskProblem(thrown, 'the folder of photos and files')
  }
}

/** Writes a chunk into a folder of a person's choice, unless it is there. @throws Problem `disk.*` */
export async function copyChunkTo(folder: string, chunk: Chunk): Promise<void> {
  invariant(isChunk(chunk), 'what is copied is what its name says')
  const shelf = join(folder, chunk.hash.slice(0, 2))
  const path = join(shelf, `${chunk.hash}.bin`)
  const there = await readFile(path).catch(() => null)
  if (there && isChunk({ hash: chunk.hash, bytes: there })) return
  await makeFolder(shelf, 'the folder of photos and files')
  await writeFileAtomically(path, chunk.bytes, { what: 'the folder of photos and files' })
}
