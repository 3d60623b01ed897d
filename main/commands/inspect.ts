/** `inspect FILE`: reads one file from disk and says what it is; a gzip is unpacked first. */
import { basename } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { SqliteReader } from '#core/demand/readGeopackage'
import { sqlJsReader } from '#core/demand/sqlJsReader'
import { recogniseBinary, unpackedName } from '#core/files/recogniseBinary'
import { type InspectResult, inspectFile } from '#core/formats/inspectFile'
import { Problem } from '#core/model/problem'
import { readFileBytes } from './readFileBytes'

/** @throws Problem `file.not-found`, `file.is-directory`, `file.too-large` or `file.unreadable`; bad content is in the result's problems. */
export async function inspect(filePath: string): Promise<InspectResult> {
  const fileName = basename(filePath)
  const bytes = await readFileBytes(filePath)
  if (recogniseBinary(fileName, bytes, bytes.length) !== 'gzip') return inspectFile({ fileName, bytes, openSqlite })
  try {
    return await inspectFile({ fileName: unpackedName(fileName), bytes: unpack(bytes), openSqlite })
  } catch (thrown) {
    if (!(thrown instanceof Problem) || thrown.code !== 'file.gzip-damaged') throw thrown
    const problem = { line: null, field: null, message: thrown.message }
    return { format: 'gzip', rows: 0, recognised: false, withoutLocation: 0, problems: [problem] }
  }
}

function unpack(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes)
  } catch (cause) {
    throw new Problem(
      'file.gzip-damaged',
      'The packed file cannot be unpacked: it is damaged or cut off, so download it again.',
      { cause },
    )
  }
}

/** Loaded only where a database is opened: most files are none. */
async function openSqlite(bytes: Uint8Array): Promise<SqliteReader> {
  const { default: initSqlJs } = await import('sql.js')
  const { Database } = await initSqlJs()
  return sqlJsReader(new Database(bytes))
}
