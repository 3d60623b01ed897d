import { checkTextSize } from '#core/files/fileLimits'

/** The bytes of a table that a person chose. @throws Problem `file.too-large` before anything is read */
export async function readBytes(file: File): Promise<Uint8Array> {
  checkTextSize(file.size)
  return new Uint8Array(await file.arrayBuffer())
}
