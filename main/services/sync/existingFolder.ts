/** A folder as a person gave it. */
import { stat } from 'node:fs/promises'
import { isAbsolute, relative, resolve } from 'node:path'
import { Problem } from '#core/model/problem'

/** @throws Problem `sync.not-a-folder`, `sync.place-is-own-data` */
export async function existingFolder(given: string, dataDir: string): Promise<string> {
  const path = resolve(given)
  const found = isAbsolute(given) ? await stat(path).catch(() => null) : null
  if (!found?.isDirectory()) {
    throw new Problem(
      'sync.not-a-folder',
      `${given} is no folder of this computer: give the whole path of a folder, a plugged-in stick or a connected share.`,
    )
  }
  const within = relative(resolve(dataDir), path)
  if (within === '' || !(within.startsWith('..') || isAbsolute(within))) {
    throw new Problem(
      'sync.place-is-own-data',
      `${given} is the program's own data folder: choose another folder, which the other laptops can open too.`,
    )
  }
  return path
}
