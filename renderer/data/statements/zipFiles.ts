/** Many files as one ZIP, made while they come in, so that only what is packed is kept. */
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'

export interface FileToPack {
  fileName: string
  content: string | Uint8Array
}

/** The same files make the same bytes, whenever they are packed. */
const PACKED_AT = new Date(2000, 0, 1)

/** @throws whatever asking for the files throws; nothing is left of the ZIP then. */
export async function zipFiles(files: AsyncIterable<FileToPack> | Iterable<FileToPack>): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  let failed: Error | null = null
  const zip = new Zip((error, part) => {
    if (error) failed = error
    else parts.push(new Uint8Array(part))
  })
  const encoder = new TextEncoder()
  for await (const { fileName, content } of files) {
    // A PDF is packed already.
    const entry = typeof content === 'string' ? new ZipDeflate(fileName) : new ZipPassThrough(fileName)
    entry.mtime = PACKED_AT
    zip.add(entry)
    entry.push(typeof content === 'string' ? encoder.encode(content) : new Uint8Array(content), true)
  }
  zip.end()
  if (failed) throw failed
  return new Blob(parts, { type: 'application/zip' })
}
