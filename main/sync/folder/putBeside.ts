/** Puts a document under its name, or beside what stands there, and reads it back. */

import { isGone, notReadBackProblem } from '../placeProblem'
import { type Placed, readPlaced } from '../readPlaced'
import { codeOf, type FolderFiles } from './FolderFiles'
import { namesBeside, pathIn } from './placeNames'
import { type LinkMemory, writeNewFile } from './writeNewFile'

export interface Put {
  path: string
  outcome: 'written' | 'there-already'
  /** Other batches under the same actor and number that had the names before it. */
  others: number
}

/** @throws Problem `sync.not-read-back`, and what the file system throws */
export async function putBeside(
  files: FolderFiles,
  { folder, name, bytes, placed }: { folder: string; name: string; bytes: Uint8Array; placed: Placed },
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
    if (there && isSame(there, placed)) return { path, outcome: 'there-already', others }
    if (there && isOtherOf(there, placed)) others++
  }
  throw notReadBackProblem(files.place, name)
}

async function readTaken(files: FolderFiles, path: string): Promise<Placed | null> {
  try {
    return readPlaced(await files.read(path))
  } catch (thrown) {
    // It went meanwhile, or only somebody else may read it.
    if (codeOf(thrown) === 'ENOENT' || !isGone(thrown)) return null
    throw thrown
  }
}

function isSame(there: Placed, placed: Placed): boolean {
  if (there.kind === 'batch') return placed.kind === 'batch' && there.id.hash === placed.id.hash
  return there.kind === 'founding' && placed.kind === 'founding' && there.cooperative === placed.cooperative
}

function isOtherOf(there: Placed, placed: Placed): boolean {
  if (there.kind !== 'batch' || placed.kind !== 'batch' || there.cooperative !== placed.cooperative) return false
  return there.id.actor === placed.id.actor && there.id.n === placed.id.n
}
