/** Puts a file under a name that nobody has, whole or not at all as far as the file system lets it. Nothing is ever replaced. */
import { randomBytes } from 'node:crypto'
import { codeOf, type FolderFiles } from './FolderFiles'
import { folderOf } from './placeNames'

/** What systems say where files cannot have two names; Windows' error 1 arrives as EISDIR. */
const WITHOUT_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR', 'UNKNOWN', 'EINVAL'])

/** What one life of the program found out about a place. */
export interface LinkMemory {
  linksWork: boolean
  /** Takes a sentence for the log when links turn out not to work. */
  log: (sentence: string) => void
}

/**
 * @returns 'taken' where something stands under the name; it is left as it is
 * @throws what the file system throws; what this call wrote is then removed, where the disk still lets it
 */
export async function writeNewFile(
  files: FolderFiles,
  path: string,
  bytes: Uint8Array,
  memory: LinkMemory,
): Promise<'written' | 'taken'> {
  const linked = memory.linksWork ? await linkNewFile(files, path, bytes, memory) : null
  const outcome = linked ?? (await createWhole(files, path, bytes))
  // Some shares cannot flush folders; the file is read back in any case.
  if (outcome === 'written') await files.flushFolder(folderOf(path)).catch(() => undefined)
  return outcome
}

/** A name that appears only when the file behind it is whole. @returns null where links do not work */
async function linkNewFile(files: FolderFiles, path: string, bytes: Uint8Array, memory: LinkMemory) {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`
  if ((await createWhole(files, temporary, bytes)) === 'taken') return null
  try {
    await files.link(temporary, path)
    return 'written'
  } catch (thrown) {
    const code = codeOf(thrown)
    if (code === 'EEXIST') return 'taken'
    if (WITHOUT_LINKS.has(code)) {
      memory.linksWork = false
      memory.log(`${files.place} knows no links (${code}): batches are created there under their own names.`)
    }
    return null
  } finally {
    await files.remove(temporary).catch(() => undefined)
  }
}

async function createWhole(files: FolderFiles, path: string, bytes: Uint8Array): Promise<'written' | 'taken'> {
  const file = await files.create(path).catch((thrown: unknown) => {
    if (codeOf(thrown) === 'EEXIST') return null
    throw thrown
  })
  if (file === null) return 'taken'
  try {
    try {
      await file.write(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (thrown) {
    await files.remove(path).catch(() => undefined)
    throw thrown
  }
  return 'written'
}
