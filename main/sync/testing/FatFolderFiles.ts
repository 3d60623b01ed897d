/**
 * A stick in memory that keeps to FAT's rules: no links, names regardless of case, names that are not allowed, times of two
 * seconds, folders that fill up, and what was not flushed is lost or torn when it is pulled out.
 */
import type { FolderEntry, FolderFiles, NewFile } from '../folder/FolderFiles'
import { folderOf } from '../folder/placeNames'

interface Node {
  /** As it was given. */
  name: string
  /** null: a folder. */
  bytes: Uint8Array | null
  /** What is on the stick for sure. */
  flushed: Uint8Array
  modifiedMs: number
}

export interface FatOptions {
  /** What link() answers. */
  linkCode?: string
  capacityBytes?: number
  /** Turns a folder's entries into the order, or the part, that the system gives. */
  list?: (entries: FolderEntry[], path: string) => FolderEntry[]
}

const CLUSTER_BYTES = 4_096
/** FAT32: 65,536 entries of a folder; a long name takes one more for each 13 characters. */
const MOST_ENTRIES = 65_536
const RESERVED = /^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\.|$)/i
const NOT_ALLOWED = /[<>:"\\|?*]|[. ]$/

export class FatFolderFiles implements FolderFiles {
  readonly place = 'the stick'
  readonly #options: FatOptions
  /** By path in small letters. */
  readonly #nodes = new Map<string, Node>()
  isOut = false
  #callsUntilPulled = Number.POSITIVE_INFINITY
  #codeWhenPulled = 'EIO'
  readonly #badPaths = new Set<string>()
  /** Names of calls in their order, with paths. */
  readonly calls: string[] = []

  constructor(options: FatOptions = {}) {
    this.#options = options
  }

  /**
   * After so many more calls it is pulled out.
   * @param code of the call in which that happens; for later ones there is no such folder
   */
  pullAfter(calls: number, code: 'EIO' | 'ENOENT' = 'EIO'): void {
    this.#callsUntilPulled = calls
    this.#codeWhenPulled = code
  }

  /** @param torn what becomes of a file that was not flushed */
  plugIn(torn: (bytes: Uint8Array) => Uint8Array | null): void {
    this.isOut = false
    this.#callsUntilPulled = Number.POSITIVE_INFINITY
    for (const [path, node] of this.#nodes) {
      if (node.bytes === null || node.bytes === node.flushed) continue
      const left = torn(node.bytes)
      if (left === null) this.#nodes.delete(path)
      else this.#nodes.set(path, { ...node, bytes: left, flushed: left })
    }
  }

  /** A spot of the stick that cannot be read any more. */
  spoil(path: string): void {
    this.#badPaths.add(path.toLowerCase())
  }

  /** Puts a file there as any other program would, with the folders that it takes. */
  put(path: string, content: string | Uint8Array): void {
    const folder = folderOf(path)
    if (folder !== '' && !this.#nodes.has(folder.toLowerCase())) this.#putFolder(folder)
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
    this.#nodes.set(path.toLowerCase(), { name: lastPart(path), bytes, flushed: bytes, modifiedMs: now() })
  }

  move(from: string, to: string): void {
    this.put(to, this.#file('move', from))
    this.#nodes.delete(from.toLowerCase())
  }

  /** Every file with what it holds, sorted by path. */
  contents(): Record<string, string> {
    const files = [...this.#nodes].flatMap(([path, { bytes }]) => (bytes ? [[path, new TextDecoder().decode(bytes)]] : []))
    return Object.fromEntries(files.sort())
  }

  async entries(path: string): Promise<FolderEntry[]> {
    this.#enter('entries', path)
    if (path !== '' && this.#nodes.get(path.toLowerCase())?.bytes !== null) throw failure('ENOENT', path)
    const entries = this.#childrenOf(path).map(
      ({ name, bytes }): FolderEntry => ({ name, kind: bytes === null ? 'folder' : 'file' }),
    )
    return this.#options.list?.(entries, path) ?? entries
  }

  async stat(path: string): Promise<{ sizeBytes: number; modifiedMs: number }> {
    this.#enter('stat', path)
    const node = this.#nodes.get(path.toLowerCase())
    if (!node) throw failure('ENOENT', path)
    return { sizeBytes: node.bytes?.length ?? 0, modifiedMs: node.modifiedMs }
  }

  async read(path: string): Promise<Uint8Array> {
    this.#enter('read', path)
    return this.#file('read', path)
  }

  async makeFolder(path: string): Promise<void> {
    this.#enter('makeFolder', path)
    const there = this.#nodes.get(path.toLowerCase())
    if (there?.bytes === null) return
    this.#requireRoomFor(path)
    this.#putFolder(path)
  }

  async create(path: string): Promise<NewFile> {
    this.#enter('create', path)
    if (this.#nodes.has(path.toLowerCase())) throw failure('EEXIST', path)
    this.#requireRoomFor(path)
    const node: Node = { name: lastPart(path), bytes: new Uint8Array(), flushed: new Uint8Array(), modifiedMs: now() }
    this.#nodes.set(path.toLowerCase(), node)
    return {
      write: async (bytes) => {
        const room = Math.min(bytes.length, this.#freeBytes())
        node.bytes = bytes.slice(0, this.#isPulledBy('write', path) ? Math.floor(room / 2) : room)
        this.#refuseIfOut(path)
        if (room < bytes.length) throw failure('ENOSPC', path)
      },
      sync: async () => {
        this.#enter('sync', path)
        if (node.bytes) node.flushed = node.bytes
      },
      close: async () => this.#enter('close', path),
    }
  }

  async link(existing: string, path: string): Promise<void> {
    this.#enter('link', path)
    this.#file('link', existing)
    throw failure(this.#options.linkCode ?? 'EPERM', path)
  }

  async remove(path: string): Promise<void> {
    this.#enter('remove', path)
    this.#nodes.delete(path.toLowerCase())
  }

  async flushFolder(path: string): Promise<void> {
    this.#enter('flushFolder', path)
  }

  async freeBytes(): Promise<number> {
    this.#enter('freeBytes', '')
    return this.#freeBytes()
  }

  #enter(call: string, path: string): void {
    this.#isPulledBy(call, path)
    this.#refuseIfOut(path)
  }

  #isPulledBy(call: string, path: string): boolean {
    this.calls.push(`${call} ${path}`)
    if (this.#callsUntilPulled-- > 0) return false
    this.isOut = true
    return true
  }

  #refuseIfOut(path: string): void {
    if (this.isOut) throw failure(this.#callsUntilPulled < -1 ? 'ENOENT' : this.#codeWhenPulled, path)
  }

  #file(call: string, path: string): Uint8Array {
    const bytes = this.#nodes.get(path.toLowerCase())?.bytes
    if (!bytes) throw failure('ENOENT', `${call} ${path}`)
    if (this.#badPaths.has(path.toLowerCase())) throw failure('EIO', path)
    return bytes
  }

  #putFolder(path: string): void {
    this.#nodes.set(path.toLowerCase(), { name: lastPart(path), bytes: null, flushed: new Uint8Array(), modifiedMs: now() })
  }

  #childrenOf(path: string): Node[] {
    return [...this.#nodes].filter(([child]) => folderOf(child) === path.toLowerCase()).map(([, node]) => node)
  }

  #requireRoomFor(path: string): void {
    const name = lastPart(path)
    if (NOT_ALLOWED.test(name) || RESERVED.test(name)) throw failure('EINVAL', path)
    const folder = folderOf(path)
    if (folder !== '' && this.#nodes.get(folder.toLowerCase())?.bytes !== null) throw failure('ENOENT', path)
    const taken = this.#childrenOf(folder).reduce((sum, child) => sum + entriesFor(child.name), 0)
    if (taken + entriesFor(name) > MOST_ENTRIES) throw failure('ENOSPC', path)
    if (this.#freeBytes() < CLUSTER_BYTES) throw failure('ENOSPC', path)
  }

  #freeBytes(): number {
    const used = [...this.#nodes.values()].reduce(
      (sum, { bytes }) => sum + Math.max(1, Math.ceil((bytes?.length ?? 1) / CLUSTER_BYTES)) * CLUSTER_BYTES,
      0,
    )
    return Math.max(0, (this.#options.capacityBytes ?? Number.MAX_SAFE_INTEGER) - used)
  }
}

function entriesFor(name: string): number {
  return 1 + Math.ceil(name.length / 13)
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** FAT keeps times in steps of two seconds. */
function now(): number {
  return Math.floor(Date.now() / 2_000) * 2_000
}

function failure(code: string, what: string): Error {
  return Object.assign(new Error(`${code}: ${what}`), { code })
}
