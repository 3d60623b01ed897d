/**
 * Files that writeFileAtomically writes before it renames them, and what is left of them when a process is killed meanwhile.
 * Their names carry the number of the process that writes them.
 */
import { randomBytes } from 'node:crypto'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { processIdentity } from './processIdentity'

/** The target's name, the process that writes it (earlier versions did not say which), and twelve random digits. */
const namePattern = /^(.+)\.(?:(\d+)-)?[0-9a-f]{12}\.tmp$/
/** No write of an earlier version takes longer. */
const UNNAMED_MS = 60_000
/** No write at all takes longer: its process's number is another one's by now. */
const LONGEST_MS = 24 * 60 * 60 * 1_000

/** Those that this process writes now. */
export const temporariesInUse = new Set<string>()

export function temporaryFor(path: string): string {
  return `${path}.${process.pid}-${randomBytes(6).toString('hex')}.tmp`
}

/**
 * Removes what killed writes left in a folder; nothing else, and nothing that is still being written. What cannot be read or
 * removed stays.
 * @param ofFile only leftovers of this file.
 */
export async function removeLeftovers(folder: string, ofFile?: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const [, target, pid] = namePattern.exec(name) ?? []
    if (target === undefined || (ofFile !== undefined && target !== ofFile)) continue
    const path = join(folder, name)
    if (await isAbandoned(path, pid)) await rm(path, { force: true }).catch(() => undefined)
  }
}

async function isAbandoned(path: string, pid: string | undefined): Promise<boolean> {
  if (temporariesInUse.has(path)) return false
  const found = await stat(path).catch(() => null)
  if (!found?.isFile()) return false
  // A clock that ran ahead made files of the future.
  const ageMs = Math.abs(Date.now() - found.mtimeMs)
  if (pid === undefined) return ageMs > UNNAMED_MS
  const isRunning = Number(pid) !== process.pid && processIdentity(Number(pid)) !== null
  return !isRunning || ageMs > LONGEST_MS
}
