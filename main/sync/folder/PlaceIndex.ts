/**
 * What the files below a cooperative's folders hold. A file of the same size and time is not read again by the next look: that
 * is a hint within one life of the program, and whoever takes a batch reads its file anew.
 */
import type { BatchId } from '#core/sync/batch'
import type { Litter } from '#core/sync/SyncTransport'
import { throwIfCancelled } from '#core/sync/throwIfCancelled'
import { isGone } from '../placeProblem'
import { MOST_PLACED_BYTES, readPlaced } from '../readPlaced'
import { codeOf, type FolderFiles } from './FolderFiles'
import { listFiles } from './listFiles'
import { isFoundingPath, writerOf } from './placeNames'

type Held =
  | { kind: 'batch'; id: BatchId; cooperative: string }
  | { kind: 'founding'; cooperative: string }
  | { kind: Litter['kind'] }

interface Seen {
  held: Held
  /** null: it is read again by the next look. */
  stat: { sizeBytes: number; modifiedMs: number } | null
}

const AT_ONCE = 16
/** A stick may have a bad spot or two; one of which more cannot be read is gone or fails. */
export const MOST_UNREADABLE = 3

export class PlaceIndex {
  readonly #files: FolderFiles
  #seen = new Map<string, Seen>()
  #pathsByHash = new Map<string, string[]>()
  #hashesByNumber = new Map<string, Set<string>>()

  constructor(files: FolderFiles) {
    this.#files = files
  }

  /** Reads what is new below the folders. @throws Problem `sync.cancelled`, and what the file system throws */
  async refresh(roots: readonly string[], signal: AbortSignal): Promise<void> {
    const paths: string[] = []
    for (const root of roots) paths.push(...(await listFiles(this.#files, root, signal)))
    const found = new Map<string, Seen>()
    let unreadable = 0
    let vanished = 0
    const glance = async (path: string) => {
      const seen = await this.#glance(path).catch(async (thrown: unknown): Promise<Seen | null> => {
        if (codeOf(thrown) === 'ENOENT') {
          vanished++
          return null
        }
        // Somebody has it open, or may read it alone.
        if (!isGone(thrown)) return { held: { kind: 'incomplete' }, stat: null }
        await this.#files.entries('')
        unreadable++
        if (unreadable > MOST_UNREADABLE) throw thrown
        return { held: { kind: 'damaged' }, stat: null }
      })
      if (seen) found.set(path, seen)
    }
    for (let at = 0; at < paths.length; at += AT_ONCE) {
      throwIfCancelled(signal)
      await Promise.all(paths.slice(at, at + AT_ONCE).map(glance))
    }
    // Files are moved and renamed; where the place itself went away, it must not look emptier than it is.
    if (vanished > 0) for (const root of roots) await this.#files.entries(root)
    this.#seen = found
    this.#pathsByHash = new Map()
    this.#hashesByNumber = new Map()
    for (const [path, { held }] of found) if (held.kind === 'batch') this.#addPath(path, held)
  }

  /** Every batch of the cooperative, each once. */
  batches(cooperative: string): BatchId[] {
    const byHash = new Map<string, BatchId>()
    for (const { held } of this.#seen.values()) {
      if (held.kind === 'batch' && held.cooperative === cooperative) byHash.set(held.id.hash, held.id)
    }
    return [...byHash.values()]
  }

  /** Whatever is no batch of the cooperative. What is cut off or damaged beside its whole document is of no interest. */
  litter(cooperative: string): Litter[] {
    const whole = new Set(this.batches(cooperative).map(numberOf))
    const isFounded = [...this.#seen.values()].some(({ held }) => held.kind === 'founding' && held.cooperative === cooperative)
    const litter: Litter[] = []
    for (const [name, { held }] of this.#seen) {
      const { actor, n } = writerOf(name)
      const kind = litterKind(held, cooperative)
      if (kind === null) continue
      // Half a founding document does not say what it was to be.
      const isLeftOfFounding = isFounded && isFoundingPath(name) && held.kind !== 'founding'
      const isLeftOfBatch = actor !== null && n !== null && whole.has(numberOf({ actor, n })) && kind !== 'foreign'
      if (kind === 'newer' || !(isLeftOfFounding || isLeftOfBatch)) litter.push({ name, kind, actor })
    }
    return litter
  }

  /** Where a batch may lie. */
  pathsOf({ hash }: BatchId): readonly string[] {
    return this.#pathsByHash.get(hash) ?? []
  }

  /** Whether another batch of its actor and number was seen. */
  holdsAnother(id: BatchId, cooperative: string): boolean {
    const hashes = this.#hashesByNumber.get(`${cooperative} ${numberOf(id)}`) ?? new Set()
    return hashes.size > (hashes.has(id.hash) ? 1 : 0)
  }

  /** Notes what was just written and read back. */
  remember(path: string, id: BatchId, cooperative: string): void {
    this.#seen.set(path, { held: { kind: 'batch', id, cooperative }, stat: null })
    this.#addPath(path, { id, cooperative })
  }

  #addPath(path: string, { id, cooperative }: { id: BatchId; cooperative: string }): void {
    const { hash } = id
    const number = `${cooperative} ${numberOf(id)}`
    const hashes = this.#hashesByNumber.get(number)
    if (hashes) hashes.add(hash)
    else this.#hashesByNumber.set(number, new Set([hash]))
    const paths = this.#pathsByHash.get(hash)
    if (paths === undefined) this.#pathsByHash.set(hash, [path])
    else if (!paths.includes(path)) paths.push(path)
  }

  async #glance(path: string): Promise<Seen> {
    const stat = await this.#files.stat(path)
    const before = this.#seen.get(path)
    const isKnown = before?.stat?.sizeBytes === stat.sizeBytes && before.stat.modifiedMs === stat.modifiedMs
    // What is cut off or damaged may have been mended in place.
    if (isKnown && before.held.kind !== 'incomplete' && before.held.kind !== 'damaged') return before
    if (stat.sizeBytes > MOST_PLACED_BYTES) return { held: { kind: 'foreign' }, stat }
    return { held: await this.#readHeld(path), stat }
  }

  async #readHeld(path: string): Promise<Held> {
    const placed = readPlaced(await this.#files.read(path))
    if (placed.kind === 'batch') return { kind: 'batch', id: placed.id, cooperative: placed.cooperative }
    if (placed.kind === 'founding') return { kind: 'founding', cooperative: placed.cooperative }
    return placed
  }
}

function numberOf({ actor, n }: Pick<BatchId, 'actor' | 'n'>): string {
  return `${actor}-${n}`
}

/** null for what belongs there. */
function litterKind(held: Held, cooperative: string): Litter['kind'] | null {
  if (held.kind !== 'batch' && held.kind !== 'founding') return held.kind
  return held.cooperative === cooperative ? null : 'foreign'
}
