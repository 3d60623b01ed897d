/** Puts a document under its name, or beside what stands there, and reads it back. */

import { isGone, notReadBackProblem } from '../placeProblem'
import type { FolderFiles } from './FolderFiles'
import { folderOf, namesBeside, pathIn } from './placeNames'
import { type LinkMemory, writeNewFile } from './writeNewFile'

export interface Put {
  path: string
  outcome: 'written' | 'there-already'
  /** Others that had the names before it (see `compare`). */
  others: number
}

export interface PutRequest {
  folder: string
  name: string
  bytes: Uint8Array
  /** What stands under the name: the same, another one of the same rank, such as a fork, or anything else. */
  compare: (there: Uint8Array) => 'same' | 'other' | 'foreign'
}

/** @throws Problem `sync.not-read-back`, and what the file system throws */
export async function putBeside(
  files: FolderFiles,
  { folder, name, bytes, compare }: PutRequest,
  memory: LinkMemory,
): Promise<Put> {
  let others = 0
  for (const candidate of namesBeside(name)) {
    const path = pathIn(folder, candidate)
    if ((await writeNewFile(files, path, bytes, memory)) === 'written') {
      const back = await files.read(path)
      if (Buffer.compare(back, bytes) !== 0) throw notReadBackProblem(files.place, candidate)
      return { path, outcome: 'written', others }
    }
    const there = await readTaken(files, path)
    const stands = there === null ? 'foreign' : compare(there)
    if (stands === 'same') return { path, outcome: 'there-already', others }
    if (stands === 'other') others++
  }
  throw notReadBackProblem(files.place, name)
}

async function readTaken(files: FolderFiles, path: string): Promise<Uint8Array | null> {
  try {
    return await files.read(path)
  } catch (thrown) {
    // It went meanwhile, only somebody else may read it, or it lies on a bad spot; unless the place went away.
    if (isGone(thrown)) await files.entries(folderOf(path))
    return null
  }
}
