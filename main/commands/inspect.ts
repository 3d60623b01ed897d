/** `inspect FILE`: reads one file from disk and says what it is. */
import { basename } from 'node:path'
import { type InspectResult, inspectFile } from '#core/networks/inspectFile'
import { readFileBytes } from './readFileBytes'

/** @throws Problem `file.not-found`, `file.is-directory`, `file.too-large` or `file.unreadable`; bad content is in the result's problems. */
export async function inspect(filePath: string): Promise<InspectResult> {
  return inspectFile({ fileName: basename(filePath), bytes: await readFileBytes(filePath) })
}
