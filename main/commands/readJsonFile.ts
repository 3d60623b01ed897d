/** Reads a JSON document from a file or says on what line it breaks. */
import { basename } from 'node:path'
import { openFile } from '#core/formats/openFile'
import { isRecord } from '#core/model/isRecord'
import { Problem } from '#core/model/problem'
import { readFileBytes } from './readFileBytes'

/**
 * The document and its `format` (empty when it has none).
 * @throws Problem `file.*` when it cannot be read, `json.broken` with its line, `json.not-a-document` for anything but an object.
 */
export async function readJsonFile(filePath: string): Promise<{ format: string; document: Record<string, unknown> }> {
  const opened = openFile({ fileName: basename(filePath), bytes: await readFileBytes(filePath) })
  const document = opened.kind === 'commonmast' || opened.kind === 'unknown-json' ? opened.document : null
  if (!isRecord(document)) {
    throw new Problem(
      'json.not-a-document',
      `${filePath} is not a document of this program: choose a split, payout or provisioning file.`,
    )
  }
  return { format: typeof document.format === 'string' ? document.format : '', document }
}
