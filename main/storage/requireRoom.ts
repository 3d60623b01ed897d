import { statfs } from 'node:fs/promises'
import { Problem } from '#core/model/problem'

/** What must stay free for the journal, the key and the browser's own files. */
const SPARE_BYTES = 50_000_000
const MB = 1_000_000

/**
 * Looks whether a folder's disk has room before much is written, because a disk that fills up while it is written costs others theirs.
 * @param what needs it, as a sentence begins with it
 * @throws Problem `disk.full` with both figures. A disk that does not say how much is free is tried.
 */
export async function requireRoom(folder: string, bytes: number, what = 'A backup'): Promise<void> {
  const free = await freeBytesOf(folder)
  if (free === null || free >= bytes + SPARE_BYTES) return
  const [needed, there] = [bytes + SPARE_BYTES, free].map((each) => `${Math.ceil(each / MB)} MB`)
  throw new Problem('disk.full', `${what} needs ${needed} of free disk and there are ${there}: free some space and try again.`)
}

/** What this account may still write there; null where the disk does not say. */
export async function freeBytesOf(folder: string): Promise<number | null> {
  const disk = await statfs(folder).catch(() => null)
  return disk && disk.bavail * disk.bsize
}
