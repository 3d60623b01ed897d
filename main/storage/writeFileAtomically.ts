/** Replaces a file in one step: after a power cut it holds either the old bytes or the new ones, never a mixture. */
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { diskProblem } from './diskProblem'
import { temporariesInUse, temporaryFor } from './temporaryFiles'

/** Makes the temporary file; tests hand in one whose disk is full. */
export type OpenForWriting = (path: string, mode: number) => Promise<Pick<FileHandle, 'writeFile' | 'sync' | 'close'>>

const openExclusively: OpenForWriting = (path, mode) => open(path, 'wx', mode)

/**
 * Writes `bytes`, or a long text in parts, beside `path`, flushes them to the disk and renames them over it.
 * @param what the file as a person would call it, for the message.
 * @throws Problem `disk.full`, `disk.not-writable` or `disk.failed`; the old file is then untouched.
 */
export async function writeFileAtomically(
  path: string,
  bytes: string | Uint8Array | Iterable<string>,
  options: { what: string; mode?: number; openTemporary?: OpenForWriting },
): Promise<void> {
  const temporary = temporaryFor(path)
  temporariesInUse.add(temporary)
  try {
    const file = await (options.openTemporary ?? openExclusively)(temporary, options.mode ?? 0o600)
    try {
      // Each part is written where the one before ended.
      if (typeof bytes === 'string' || bytes instanceof Uint8Array) await file.writeFile(bytes)
      else for (const part of bytes) await file.writeFile(part)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
    await flushFolder(dirname(path))
  } catch (thrown) {
    await rm(temporary, { force: true })
    throw diskProblem(thrown, options.what)
  } finally {
    temporariesInUse.delete(temporary)
  }
}

/**
 * Makes a folder, readable by its owner only, that is still there after a power cut.
 * @param what the folder as a person would call it, for the message.
 * @throws Problem `disk.*`
 */
export async function makeFolder(path: string, what: string): Promise<void> {
  try {
    const made = await mkdir(path, { recursive: true, mode: 0o700 })
    if (made !== undefined) await flushFolder(dirname(made))
  } catch (thrown) {
    throw diskProblem(thrown, what)
  }
}

/** A name lives in the folder, so the folder is flushed as well. Windows cannot open folders and does not need it. @throws what Node throws */
export async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
