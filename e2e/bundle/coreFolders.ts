/** The order of core's folders, and the imports between them as they stand in the sources. */
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'

/** From the ground up: a folder imports folders of earlier rows only; those of one row do not know each other. */
export const CORE_ORDER: readonly (readonly string[])[] = [
  ['model'],
  ['words'],
  ['geo'],
  ['files', 'sheets'],
  ['collaboration', 'demand', 'journal', 'networks'],
  ['agreements'],
  ['coverage', 'provisioning', 'rewards'],
  ['payout', 'planning', 'volatility'],
  ['solana'],
  ['treasury'],
  ['bank'],
  ['statements'],
  ['formats', 'records'],
  ['sync'],
  ['contract'],
  ['calc', 'demo'],
]

export interface FolderImport {
  from: string
  to: string
  /** Path of the importing file below core. */
  file: string
}

/** Every import from one folder of core to another, tests included. @param core path of the folder `core` */
export async function folderImports(core: string): Promise<FolderImport[]> {
  const found: FolderImport[] = []
  for (const file of await sourcesOf(core)) {
    const [from] = file.split(sep)
    const text = await readFile(join(core, file), 'utf8')
    for (const [, imported = ''] of text.matchAll(/\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g)) {
      const [to] = relative(core, resolve(core, dirname(file), imported)).split(sep)
      // Tests read fixtures, which lie beside core.
      if (from && to && to !== from && to !== '..') found.push({ from, to, file })
    }
  }
  return found
}

/** The imports that the order does not allow. */
export function againstOrder(imports: readonly FolderImport[], order = CORE_ORDER): FolderImport[] {
  const row = (folder: string) => order.findIndex((folders) => folders.includes(folder))
  return imports.filter(({ from, to }) => row(from) < 0 || row(to) < 0 || row(to) >= row(from))
}

/** Every pair of folders of which the first may not import the second. */
export function forbiddenPairs(order = CORE_ORDER): [from: string, to: string][] {
  return order.flatMap((folders, row) => {
    const notBefore = order.slice(row).flat()
    return folders.flatMap((from) => notBefore.filter((to) => to !== from).map((to): [string, string] => [from, to]))
  })
}

async function sourcesOf(core: string): Promise<string[]> {
  const entries = await readdir(core, { recursive: true })
  // A file that lies in core itself belongs to no folder.
  return entries.filter((path) => path.endsWith('.ts') && path.includes(sep))
}
