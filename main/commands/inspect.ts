/** `inspect FILE`: reads one file from disk and says what it is; a gzip is unpacked first. */
import { basename } from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync, inflate as inflateZlib } from 'node:zlib'
import type { SqliteReader } from '#core/demand/readGeopackage'
import { sqlJsReader } from '#core/demand/sqlJsReader'
import { boundTiffBlocks } from '#core/files/boundTiffBlocks'
import { recogniseBinary, unpackedName } from '#core/files/recogniseBinary'
import { largestUnpackedBytes, unpacksTooLarge } from '#core/files/unpackLimit'
import { type InspectResult, inspectFile } from '#core/formats/inspectFile'
import { Problem } from '#core/model/problem'
import { readFileBytes } from './readFileBytes'

/** @throws Problem `file.not-found`, `file.is-directory`, `file.too-large` or `file.unreadable`; bad content is in the result's problems. */
export async function inspect(filePath: string): Promise<InspectResult> {
  const fileName = basename(filePath)
  const bytes = await readFileBytes(filePath)
  await boundTiffBlocks(inflate)
  if (recogniseBinary(fileName, bytes, bytes.length) !== 'gzip') return inspectFile({ fileName, bytes, openSqlite })
  try {
    return await inspectFile({ fileName: unpackedName(fileName), bytes: unpack(bytes), openSqlite })
  } catch (thrown) {
    if (!(thrown instanceof Problem) || !GZIP_PROBLEMS.has(thrown.code)) throw thrown
    const problem = { line: null, field: null, message: thrown.message }
    return { format: 'gzip', rows: 0, recognised: false, withoutLocation: 0, problems: [problem] }
  }
}

const GZIP_PROBLEMS = new Set(['file.gzip-damaged', 'file.unpacks-too-large'])

function unpack(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: largestUnpackedBytes(bytes.length) })
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE') throw unpacksTooLarge()
    throw new Problem(
      'file.gzip-damaged',
      'The packed file cannot be unpacked: it is damaged or cut off, so download it again.',
      { cause },
    )
  }
}

/** Block by block; one that stands for more than the raster has is damaged. */
async function inflate(packed: Uint8Array, mostBytes: number): Promise<ArrayBuffer> {
  return new Uint8Array(await promisify(inflateZlib)(packed, { maxOutputLength: mostBytes })).buffer
}

/** Loaded only where a database is opened: most files are none. */
async function openSqlite(bytes: Uint8Array): Promise<SqliteReader> {
  const { default: initSqlJs } = await import('sql.js')
  const { Database } = await initSqlJs()
  return sqlJsReader(new Database(bytes))
}
