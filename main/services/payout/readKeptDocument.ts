import { parseBoundedJson } from '#core/files/parseBoundedJson'
import { Problem } from '#core/model/problem'
import type { KeptFile, PayoutFiles } from '../../storage/payoutFiles'

interface Kept {
  /** By which the file is kept. */
  name: string
  /** By what its bytes are known again; null where nothing names it yet. */
  file: KeptFile | null
  /** Whose file it is, in words. */
  what: string
  /** What a person does where it is gone or damaged. */
  remedy: string
}

interface KeptDocument {
  document: unknown
  /** What is thrown where the document turns out not to be what it should. */
  damaged: (cause: unknown) => Problem
}

/**
 * The document in a file of the data folder, whose bytes are those that were kept.
 * @throws Problem `payout.file-missing`, `payout.file-damaged` or `disk.*`
 */
export async function readKeptDocument(files: PayoutFiles, { name, file, what, remedy }: Kept): Promise<KeptDocument> {
  const found = await files.read(name)
  if (!found) throw new Problem('payout.file-missing', `The file of ${what} is gone from the data folder: ${remedy}.`)
  const damaged = (cause: unknown) =>
    new Problem('payout.file-damaged', `The file of ${what} was changed or damaged: ${remedy}.`, { cause })
  if (file && found.kept.sha256 !== file.sha256) throw damaged(`its SHA-256 is ${found.kept.sha256}, not ${file.sha256}`)
  try {
    return { document: parseBoundedJson(found.text), damaged }
  } catch (thrown) {
    throw damaged(thrown)
  }
}
