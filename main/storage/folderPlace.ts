/**
 * Where the data folder lies, noted in it: a copy of the folder finds by it the one that it was copied from. Both have one key, and
 * two consoles that sign with one key cannot be told apart.
 */
import { readFile, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { parseBoundedJson } from '#core/files/parseBoundedJson'
import { Problem } from '#core/model/problem'
import { writeFileAtomically } from './writeFileAtomically'

const placeSchema = z.object({ format: z.literal('commonmast-folder-place-v1'), path: z.string() })
const keySchema = z.object({ publicKey: z.string() })

/**
 * The other folder of this computer with the same key, as a Problem; null where there is none, or none can be seen. A folder that
 * was moved notes its new place.
 * @param publicKey of this installation, hex
 * @throws Problem `disk.*` where the place cannot be noted
 */
export async function findTwinFolder(dataDir: string, publicKey: string): Promise<Problem | null> {
  const notePath = join(dataDir, 'place.json')
  const here = await realpath(dataDir)
  const noted = await readAs(notePath, placeSchema)
  if (noted?.path === here) return null
  if (noted && (await isOtherFolder(noted.path, here)) && (await keyIn(noted.path)) === publicKey) {
    return new Problem(
      'key.twice',
      `The data folders ${here} and ${noted.path} have the same key, because one is a copy of the other: use only one of them, and delete the other.`,
    )
  }
  const place: z.infer<typeof placeSchema> = { format: 'commonmast-folder-place-v1', path: here }
  await writeFileAtomically(notePath, `${JSON.stringify(place)}\n`, { what: 'the place of the data folder' })
  return null
}

/** One folder may be seen under two paths. */
async function isOtherFolder(one: string, other: string): Promise<boolean> {
  const look = (path: string) => stat(path).catch(() => null)
  const [first, second] = await Promise.all([look(one), look(other)])
  return first !== null && second !== null && (first.ino !== second.ino || first.dev !== second.dev)
}

async function keyIn(folder: string): Promise<string | null> {
  return (await readAs(join(folder, 'installation.key'), keySchema))?.publicKey ?? null
}

/** Null for what is not there or is none. */
async function readAs<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  try {
    return schema.parse(parseBoundedJson(await readFile(path, 'utf8')))
  } catch {
    return null
  }
}
