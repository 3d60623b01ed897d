/** A file of batches on the disk. */
import { readFile } from 'node:fs/promises'
import { diskProblem } from '../../storage/diskProblem'
import { writeFileAtomically } from '../../storage/writeFileAtomically'
import { notReadBackProblem } from '../placeProblem'
import { BatchFile } from './BatchFile'

const WHAT = 'the file of batches'

/** Replaces the file in one step and reads it back. @throws Problem `disk.*`, `sync.not-read-back` */
export async function saveBatchFile(path: string, file: BatchFile): Promise<void> {
  await writeFileAtomically(path, file.lines(), { what: WHAT })
  const back = await openBatchFile(path)
  const hashes = new Set(back.batches().map(({ hash }) => hash))
  const isWhole = file.batches().every(({ hash }) => hashes.has(hash)) && file.chunks().every((hash) => back.chunk(hash) !== null)
  if (back.litter.length > 0 || !isWhole) throw notReadBackProblem('the disk', WHAT)
}

/** @throws Problem `disk.*`, `sync.not-a-batch-file`, `sync.batch-file-newer` */
export async function openBatchFile(path: string): Promise<BatchFile> {
  const bytes = await readFile(path).catch((thrown: unknown) => {
    throw diskProblem(thrown, WHAT)
  })
  return BatchFile.read(bytes)
}
