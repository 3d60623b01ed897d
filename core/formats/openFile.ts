/**
 * Recognises a file by what is in it, without questions; the name only helps where the content is broken.
 * What comes back still holds the parsed content, so that a reader need not parse it again.
 */
import { invariant } from '../model/problem'
import { type FileInput, fileContent } from './fileContent'
import type { OpenedFile } from './importFormat'
import { importFormats } from './importFormats'

/** @throws Problem `file.*` when the bytes are nothing known, `json.broken` with its line when JSON does not parse. */
export function openFile(file: FileInput): OpenedFile {
  const content = fileContent(file)
  let opened: OpenedFile | null = null
  for (const format of importFormats) {
    opened = format.open(content)
    if (opened !== null) break
  }
  invariant(opened, 'the last formats take every table and every JSON')
  return opened
}
