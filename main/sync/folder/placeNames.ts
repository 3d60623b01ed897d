/**
 * Names of what is written to a place: lower-case, and allowed on FAT and exFAT. Reading does not rely on them: other
 * programs rename files, and what a file holds decides.
 */
import type { BatchId } from '#core/sync/batch'
import type { Envelope } from '#core/sync/keys/envelope'

const ROOT = 'commonmast-'
/** Of the cooperative's id, in the name of its folder. */
const ID_DIGITS = 16
/** FAT32 holds some 16,000 names of this length in one folder. */
const BATCHES_PER_FOLDER = 1_000

export const FOUNDING_NAME = 'cooperative.json'

/** `cooperative.json`, or what stands beside it under such a name. */
export function isFoundingPath(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase()
  return name.startsWith('cooperative') && isRead(name)
}

export function rootName(cooperative: string): string {
  return `${ROOT}${cooperative.slice(0, ID_DIGITS)}`
}

/** Whether a folder may be a cooperative's: `commonmast-0123456789abcdef`, or a copy of it such as `… (1)`. */
export function isRootName(name: string): boolean {
  return name.toLowerCase().startsWith(ROOT)
}

export function isRootNameOf(name: string, cooperative: string): boolean {
  return name.toLowerCase().startsWith(rootName(cooperative))
}

/** Where a batch belongs, below the cooperative's folder: the folders within each other that lead there, and its name. */
export function batchPlace({ actor, n }: Pick<BatchId, 'actor' | 'n'>): { folders: string[]; name: string } {
  const thousands = Math.floor(n / BATCHES_PER_FOLDER)
  return {
    folders: [actor, String(thousands).padStart(5, '0')],
    name: `${actor}-${String(n).padStart(8, '0')}.json`,
  }
}

/** Beside the folders of the actors; nothing in it is read as a batch. */
export const CHUNKS_FOLDER = 'files'

/** Beside the folders of the actors; nothing in it is read as a batch. */
export const ENVELOPES_FOLDER = 'keys'

/** Where an envelope of a data key belongs within `keys`. */
export function envelopeName({ keyId, version }: Pick<Envelope, 'keyId' | 'version'>): string {
  return `${keyId}-${String(version).padStart(7, '0')}.json`
}

/** The folder within `files` that a chunk is in. */
export function shelfOf(hash: string): string {
  return hash.slice(0, 2)
}

/** Where a chunk belongs, as `batchPlace` says it of a batch. */
export function chunkPlace(hash: string): { folders: string[]; name: string } {
  return { folders: [CHUNKS_FOLDER, shelfOf(hash)], name: `${hash}.bin` }
}

/** The chunk that a file's name says it holds, whatever a program added to the name; null for other names. */
export function hashOfName(name: string): string | null {
  if (isPassedOver(name)) return null
  return /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/.exec(name.toLowerCase())?.[0] ?? null
}

/** The name itself, and names beside it for when it is taken: `a.json`, `a-2.json`, `a-3.json`. */
export function* namesBeside(name: string): Generator<string> {
  yield name
  const stem = name.slice(0, name.lastIndexOf('.'))
  const extension = name.slice(stem.length)
  for (let count = 2; count < MOST_BESIDE; count++) yield `${stem}-${count}${extension}`
}
const MOST_BESIDE = 1_000

const WRITER = /(?<![0-9a-f]|commonmast-)([0-9a-f]{16})(?:-(\d{8}))?(?![0-9a-f])/g

/** Whose batch a path says that it holds, and which; the last part that says anything decides. */
export function writerOf(path: string): { actor: string | null; n: number | null } {
  const last = [...path.toLowerCase().matchAll(WRITER)].at(-1)
  return { actor: last?.[1] ?? null, n: last?.[2] === undefined ? null : Number(last[2]) }
}

/** Folders that systems and programs keep for themselves. */
const FOLDERS_OF_SYSTEMS = new Set(['system volume information', '$recycle.bin', 'lost+found', '@eadir', '#recycle', '#snapshot'])

/** Hidden files, and those that systems and sync programs put there for a while. */
export function isPassedOver(name: string): boolean {
  return name.startsWith('.') || name.startsWith('~') || FOLDERS_OF_SYSTEMS.has(name.toLowerCase())
}

export function isRead(name: string): boolean {
  return name.toLowerCase().endsWith('.json') && !isPassedOver(name)
}

/** A path within the place; '' is the place itself. */
export function pathIn(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

/** The folder that a path is in. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}
