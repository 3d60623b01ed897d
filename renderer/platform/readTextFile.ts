import { checkTextSize } from '#core/files/fileLimits'

/** The text of a file that a person chose. @throws Problem `file.too-large` before anything is read */
export async function readTextFile(file: File): Promise<string> {
  checkTextSize(file.size)
  return file.text()
}
