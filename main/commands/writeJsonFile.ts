/** Writes a document to `--out`: a file whole or not at all, and never over a file that it was made from. */
import { realpath, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { Problem } from '#core/model/problem'
import { diskProblem } from '../storage/diskProblem'
import { removeLeftovers } from '../storage/temporaryFiles'
import { writeFileAtomically } from '../storage/writeFileAtomically'

const OUTPUT_MODE = 0o644

/**
 * @param inputs the files the document was made from.
 * @throws Problem `output.is-input`, `output.no-folder`, `output.is-directory`, or `disk.*`.
 */
export async function writeJsonFile(filePath: string, document: unknown, inputs: readonly string[]): Promise<void> {
  await writeTextFile(filePath, `${JSON.stringify(document, null, 1)}\n`, inputs)
}

/** The same for any text; a long one is given in parts, of which only one is held at a time. */
export async function writeTextFile(filePath: string, text: string | Iterable<string>, inputs: readonly string[]): Promise<void> {
  await checkOutput(filePath, inputs)
  const target = await stat(filePath).catch(() => null)
  try {
    // A device or pipe, such as /dev/stdout, is written to; replacing it would take it from everybody else.
    if (target && !target.isFile()) await writeThrough(filePath, text)
    else {
      const path = resolve(target ? await realpath(filePath) : filePath)
      await removeLeftovers(dirname(path), basename(path))
      await writeFileAtomically(path, text, { what: filePath, mode: OUTPUT_MODE })
    }
  } catch (thrown) {
    if (!(thrown instanceof Problem) || thrown.code !== 'disk.not-writable') throw thrown
    throw new Problem(thrown.code, `This account may not write ${filePath}: choose another --out.`, { cause: thrown.cause })
  }
}

async function writeThrough(filePath: string, text: string | Iterable<string>): Promise<void> {
  await writeFile(filePath, text).catch((thrown: unknown) => {
    throw diskProblem(thrown, filePath)
  })
}

/** The checks of writeJsonFile, to be made before any work is done. */
export async function checkOutput(filePath: string, inputs: readonly string[]): Promise<void> {
  const folder = dirname(resolve(filePath))
  const folderKind = await stat(folder).catch(() => null)
  if (!folderKind?.isDirectory())
    throw new Problem('output.no-folder', `There is no folder ${folder}: make it, or choose another --out.`)
  const target = await stat(filePath).catch(() => null)
  if (target?.isDirectory()) throw new Problem('output.is-directory', `${filePath} is a folder: give a file name with --out.`)
  const outPath = await realpath(filePath).catch(() => resolve(filePath))
  for (const input of inputs) {
    const source = await stat(input).catch(() => null)
    const sameFile = target !== null && source !== null && target.dev === source.dev && target.ino === source.ino
    if (sameFile || (await realpath(input).catch(() => resolve(input))) === outPath) {
      throw new Problem('output.is-input', `--out would overwrite ${input}, from which it is made: choose another file.`)
    }
  }
}
