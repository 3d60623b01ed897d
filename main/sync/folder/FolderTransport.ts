/**
 * Batches exchanged by a folder: one that a sync program shares, a stick, a share of the network. Files are only ever added.
 * What a file holds decides, never its name, its time or its place among the others. SPEC.md, [SY…].
 */
import { canonicalJson } from '#core/model/canonicalJson'
import { invariant } from '#core/model/problem'
import type { BatchId } from '#core/sync/batch'
import type { Founding } from '#core/sync/founding'
import type { Envelope } from '#core/sync/keys/envelope'
import type { Published, Standing, SyncTransport } from '#core/sync/SyncTransport'
import { throwIfCancelled } from '#core/sync/throwIfCancelled'
import { type Chunk, isChunk } from '#core/sync/travel/chunks'
import {
  batchGoneProblem,
  chunkGoneProblem,
  missingProblem,
  otherCooperativeProblem,
  readingProblem,
  writingProblem,
} from '../placeProblem'
import { readPlaced, textOfHash } from '../readPlaced'
import { chooseRoots } from './chooseRoots'
import { comparePlaced } from './comparePlaced'
import { FolderChunks } from './FolderChunks'
import { FolderEnvelopes } from './FolderEnvelopes'
import { codeOf, type FolderFiles } from './FolderFiles'
import { findRoots } from './findRoots'
import { PlaceIndex } from './PlaceIndex'
import { batchPlace, FOUNDING_NAME, folderOf, pathIn, rootName } from './placeNames'
import { putBeside } from './putBeside'
import type { LinkMemory } from './writeNewFile'

export interface FolderTransportOptions {
  /** Id of the cooperative of this laptop; null while it belongs to none and looks where it may join. */
  cooperative: string | null
  /** Takes sentences that a person need not see. */
  log: (sentence: string) => void
}

export class FolderTransport implements SyncTransport {
  readonly kind = 'folder'
  readonly #files: FolderFiles
  readonly #index: PlaceIndex
  readonly #chunks: FolderChunks
  readonly #envelopes: FolderEnvelopes
  readonly #memory: LinkMemory
  readonly #own: string | null
  /** Folders that this life of the program has made or found. */
  readonly #made = new Set<string>()

  constructor(files: FolderFiles, { cooperative, log }: FolderTransportOptions) {
    this.#files = files
    this.#index = new PlaceIndex(files)
    this.#memory = { linksWork: true, log }
    this.#chunks = new FolderChunks(files, this.#memory)
    this.#envelopes = new FolderEnvelopes(files, this.#memory)
    this.#own = cooperative
  }

  /** @throws also Problem `sync.several-cooperatives`, for a laptop that belongs to none of them */
  async look(signal: AbortSignal): Promise<Standing> {
    throwIfCancelled(signal)
    try {
      const { roots, cooperative, founding } = chooseRoots(await findRoots(this.#files), this.#own)
      const freeBytes = await this.#files.freeBytes().catch(() => null)
      if (cooperative === null) return { founding, batches: [], litter: [], freeBytes }
      await this.#index.refresh(roots, signal)
      return { founding, batches: this.#index.batches(cooperative), litter: this.#index.litter(cooperative), freeBytes }
    } catch (thrown) {
      throw readingProblem(this.#files.place, thrown)
    }
  }

  async read(id: BatchId, signal: AbortSignal): Promise<string> {
    throwIfCancelled(signal)
    try {
      const text = await this.#readAnywhere(id)
      if (text !== null) return text
      // Either the file is gone or the whole place is.
      await this.#files.entries('')
    } catch (thrown) {
      throw readingProblem(this.#files.place, thrown)
    }
    throw batchGoneProblem(this.#files.place, batchPlace(id).name)
  }

  async publish(id: BatchId, text: string, signal: AbortSignal): Promise<Published> {
    throwIfCancelled(signal)
    const bytes = new TextEncoder().encode(text)
    const placed = readPlaced(bytes)
    invariant(placed.kind === 'batch' && placed.id.hash === id.hash, 'what is published is the batch that it is said to be')
    try {
      const root = await this.#writableRoot(placed.cooperative)
      if ((await this.#readAnywhere(id)) !== null) return 'there-already'
      const { folders, name } = batchPlace(id)
      let folder = root
      for (const part of folders) {
        folder = pathIn(folder, part)
        await this.#makeFolder(folder)
      }
      const { path, outcome, others } = await putBeside(
        this.#files,
        { folder, name, bytes, compare: comparePlaced(placed) },
        this.#memory,
      )
      const isFork = others > 0 || this.#index.holdsAnother(id, placed.cooperative)
      this.#index.remember(path, id, placed.cooperative)
      if (outcome === 'there-already') return outcome
      return isFork ? 'beside-another' : 'published'
    } catch (thrown) {
      // Another stick may come, or somebody moved the folders.
      this.#made.clear()
      throw writingProblem(this.#files.place, thrown)
    }
  }

  async begin(founding: Founding, signal: AbortSignal): Promise<void> {
    throwIfCancelled(signal)
    const bytes = new TextEncoder().encode(canonicalJson(founding))
    const placed = readPlaced(bytes)
    invariant(placed.kind === 'founding', 'a cooperative begins with its founding document')
    try {
      const there = chooseRoots(await findRoots(this.#files), placed.cooperative)
      if (there.founding && there.cooperative === null) throw otherCooperativeProblem(this.#files.place, there.founding.name)
      if (there.founding) return
      const folder = there.roots[0] ?? rootName(placed.cooperative)
      await this.#makeFolder(folder)
      await putBeside(this.#files, { folder, name: FOUNDING_NAME, bytes, compare: comparePlaced(placed) }, this.#memory)
    } catch (thrown) {
      throw writingProblem(this.#files.place, thrown)
    }
  }

  async hasChunks(hashes: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>> {
    throwIfCancelled(signal)
    try {
      return await this.#chunks.has(await this.#roots(), hashes, signal)
    } catch (thrown) {
      throw readingProblem(this.#files.place, thrown)
    }
  }

  async readChunk(hash: string, signal: AbortSignal): Promise<Uint8Array> {
    throwIfCancelled(signal)
    try {
      const bytes = await this.#chunks.read(await this.#roots(), hash, signal)
      if (bytes) return bytes
    } catch (thrown) {
      throw readingProblem(this.#files.place, thrown)
    }
    throw chunkGoneProblem(this.#files.place, hash)
  }

  async publishChunk(chunk: Chunk, signal: AbortSignal): Promise<'published' | 'there-already'> {
    throwIfCancelled(signal)
    invariant(isChunk(chunk), 'what is published is the chunk that it is said to be')
    invariant(this.#own !== null, 'only a laptop of a cooperative writes')
    try {
      const root = await this.#writableRoot(this.#own)
      const there = await this.#chunks.has(await this.#roots(), [chunk.hash], signal)
      if (there.has(chunk.hash)) return 'there-already'
      return await this.#chunks.put(root, chunk, (path) => this.#makeFolder(path))
    } catch (thrown) {
      this.#made.clear()
      throw writingProblem(this.#files.place, thrown)
    }
  }

  async envelopes(signal: AbortSignal): Promise<string[]> {
    throwIfCancelled(signal)
    try {
      return await this.#envelopes.read(await this.#roots(), signal)
    } catch (thrown) {
      throw readingProblem(this.#files.place, thrown)
    }
  }

  async publishEnvelope(envelope: Envelope, signal: AbortSignal): Promise<void> {
    throwIfCancelled(signal)
    try {
      await this.#writableRoot(envelope.cooperative)
      await this.#envelopes.put(await this.#roots(), envelope, (path) => this.#makeFolder(path))
    } catch (thrown) {
      this.#made.clear()
      throw writingProblem(this.#files.place, thrown)
    }
  }

  /** Below which this laptop reads. */
  async #roots(): Promise<string[]> {
    return chooseRoots(await findRoots(this.#files), this.#own).roots
  }

  /** The text of a batch at any of the paths where it was seen, read anew. */
  async #readAnywhere(id: BatchId): Promise<string | null> {
    for (const path of this.#index.pathsOf(id)) {
      const bytes = await this.#files.read(path).catch((thrown: unknown) => {
        if (codeOf(thrown) === 'ENOENT') return null
        throw thrown
      })
      const text = bytes && textOfHash(bytes, id.hash)
      if (text) return text
    }
    return null
  }

  /** @throws Problem `sync.place-missing`: what was begun here is gone, as the folder of a share that is not mounted is. */
  async #writableRoot(cooperative: string): Promise<string> {
    const [root] = chooseRoots(await findRoots(this.#files), cooperative).roots
    if (root === undefined) throw missingProblem(this.#files.place, 'the folder of the cooperative is not there')
    return root
  }

  async #makeFolder(path: string): Promise<void> {
    if (this.#made.has(path)) return
    await this.#files.makeFolder(path)
    await this.#files.flushFolder(folderOf(path)).catch(() => undefined)
    this.#made.add(path)
  }
}
