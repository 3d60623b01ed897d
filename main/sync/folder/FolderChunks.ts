/**
 * Chunks of large values below the folders of a cooperative. A name says which chunk a file holds, and the file is believed
 * only when its bytes say the same: one that is torn is none, and the whole chunk goes beside it. SPEC.md, [SY64].
 */

import { throwIfCancelled } from '#core/sync/throwIfCancelled'
import { CHUNK_BYTES, type Chunk, isChunk } from '#core/sync/travel/chunks'
import { isGone } from '../placeProblem'
import { codeOf, type FolderFiles } from './FolderFiles'
import { MOST_UNREADABLE } from './PlaceIndex'
import { CHUNKS_FOLDER, chunkPlace, folderOf, hashOfName, pathIn, shelfOf } from './placeNames'
import { putBeside } from './putBeside'
import type { LinkMemory } from './writeNewFile'

export class FolderChunks {
  /** Whole ones by path: a file of the same size and time is not read again in one life of the program. */
  readonly #whole = new Map<string, { sizeBytes: number; modifiedMs: number }>()

  /** Of this call. */
  #unreadable = 0

  constructor(
    private readonly files: FolderFiles,
    private readonly memory: LinkMemory,
  ) {}

  /** Which of the chunks lie whole below one of the roots. @throws what the file system throws */
  async has(roots: readonly string[], hashes: readonly string[], signal: AbortSignal): Promise<Set<string>> {
    this.#unreadable = 0
    const paths = await this.#pathsOf(roots, hashes, signal)
    const there = new Set<string>()
    for (const [hash, candidates] of paths) {
      throwIfCancelled(signal)
      for (const path of candidates) if (!there.has(hash) && (await this.#isWhole(path, hash))) there.add(hash)
    }
    return there
  }

  /** @returns null where no whole one lies there. @throws what the file system throws */
  async read(roots: readonly string[], hash: string, signal: AbortSignal): Promise<Uint8Array | null> {
    this.#unreadable = 0
    for (const path of (await this.#pathsOf(roots, [hash], signal)).get(hash) ?? []) {
      const stat = await this.#unlessOneFile(path, this.files.stat(path))
      if (!stat || stat.sizeBytes > CHUNK_BYTES) continue
      const bytes = await this.#unlessOneFile(path, this.files.read(path))
      if (bytes && isChunk({ hash, bytes })) return bytes
    }
    return null
  }

  /**
   * @param makeFolder makes a folder within one that is there
   * @throws Problem `sync.not-read-back`, and what the file system throws
   */
  async put(
    root: string,
    { hash, bytes }: Chunk,
    makeFolder: (path: string) => Promise<void>,
  ): Promise<'published' | 'there-already'> {
    const { folders, name } = chunkPlace(hash)
    let folder = root
    for (const part of folders) {
      folder = pathIn(folder, part)
      await makeFolder(folder)
    }
    const compare = (there: Uint8Array) => (isChunk({ hash, bytes: there }) ? 'same' : 'foreign')
    const { outcome } = await putBeside(this.files, { folder, name, bytes, compare }, this.memory)
    return outcome === 'written' ? 'published' : outcome
  }

  /** Files whose names say that they hold one of the chunks; programs that share folders add to names. */
  async #pathsOf(roots: readonly string[], hashes: readonly string[], signal: AbortSignal): Promise<Map<string, string[]>> {
    const wanted = new Set(hashes)
    const shelves = new Set(hashes.map(shelfOf))
    const paths = new Map<string, string[]>()
    for (const root of roots) {
      const chunks = pathIn(root, CHUNKS_FOLDER)
      for (const shelf of await this.#namesIn(chunks, root)) {
        if (!shelves.has(shelf.toLowerCase())) continue
        throwIfCancelled(signal)
        const folder = pathIn(chunks, shelf)
        for (const name of await this.#namesIn(folder, root)) {
          const hash = hashOfName(name)
          if (hash === null || !wanted.has(hash)) continue
          paths.set(hash, [...(paths.get(hash) ?? []), pathIn(folder, name)])
        }
      }
    }
    return paths
  }

  /** Names in a folder that may not be there yet; where the root is not there, the place went away. */
  async #namesIn(folder: string, root: string): Promise<string[]> {
    try {
      return (await this.files.entries(folder)).map(({ name }) => name)
    } catch (thrown) {
      if (codeOf(thrown) !== 'ENOENT') throw thrown
      await this.files.entries(root)
      return []
    }
  }

  async #isWhole(path: string, hash: string): Promise<boolean> {
    const stat = await this.#unlessOneFile(path, this.files.stat(path))
    if (!stat || stat.sizeBytes > CHUNK_BYTES) return false
    const before = this.#whole.get(path)
    if (before?.sizeBytes === stat.sizeBytes && before.modifiedMs === stat.modifiedMs) return true
    const bytes = await this.#unlessOneFile(path, this.files.read(path))
    const isWhole = bytes !== null && isChunk({ hash, bytes })
    if (isWhole) this.#whole.set(path, stat)
    return isWhole
  }

  /** @returns null where this file cannot be read and the others can: it went, somebody has it open, or it is a bad spot */
  async #unlessOneFile<T>(path: string, call: Promise<T>): Promise<T | null> {
    try {
      return await call
    } catch (thrown) {
      await this.files.entries(folderOf(path))
      if (codeOf(thrown) !== 'ENOENT' && isGone(thrown)) this.#unreadable++
      if (this.#unreadable > MOST_UNREADABLE) throw thrown
      return null
    }
  }
}
