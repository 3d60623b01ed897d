/** Reads a file that a person named on the command line, or says what is wrong with the name. */
import { readFile } from 'node:fs/promises'
import { Problem } from '#core/model/problem'

/** The bytes of one file. @throws Problem `file.not-found`, `file.is-directory`, `file.too-large` or `file.unreadable`. */
export async function readFileBytes(filePath: string): Promise<Uint8Array> {
  try {
    return await readFile(filePath)
  } catch (cause) {
    throw unreadable(filePath, cause)
  }
}

function unreadable(filePath: string, cause: unknown): Problem {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new Problem('file.not-found', `There is no file ${filePath}: check the path.`, { cause })
    case 'EISDIR':
      return new Problem('file.is-directory', `${filePath} is a folder: give one file in it.`, { cause })
    case 'ERR_FS_FILE_TOO_LARGE':
      return new Problem('file.too-large', `${filePath} is larger than 2 GB: split it into smaller files.`, { cause })
    default:
      return new Problem('file.unreadable', `${filePath} cannot be read: check that you may open it.`, { cause })
  }
}
