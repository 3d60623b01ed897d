/** The folders of cooperatives at a place. There may be copies of one, and the place itself may be one. */
import type { Founding } from '#core/sync/founding'
import { readPlaced } from '../readPlaced'
import { codeOf, type FolderFiles } from './FolderFiles'
import { FOUNDING_NAME, isFoundingPath, isRootName, pathIn } from './placeNames'

export interface Root {
  /** Relative to the place, '' for the place itself. */
  path: string
  /** null where the document is missing or torn. */
  founding: Founding | null
  cooperative: string | null
}

/** @throws what the file system throws: a founding that cannot be read must not look like none */
export async function findRoots(files: FolderFiles): Promise<Root[]> {
  const entries = await files.entries('')
  const folders = entries.filter(({ kind, name }) => kind === 'folder' && isRootName(name)).map(({ name }) => name)
  const paths = entries.some(({ name }) => name.toLowerCase() === FOUNDING_NAME) ? ['', ...folders] : folders
  const roots = await Promise.all(paths.map((path) => readRoot(files, path)))
  return roots.sort((one, other) => (one.path < other.path ? -1 : 1))
}

async function readRoot(files: FolderFiles, path: string): Promise<Root> {
  for (const { name, kind } of await files.entries(path)) {
    if (kind !== 'file' || !isFoundingPath(name)) continue
    const bytes = await files.read(pathIn(path, name)).catch((thrown: unknown) => {
      if (codeOf(thrown) === 'ENOENT') return null
      throw thrown
    })
    const placed = bytes && readPlaced(bytes)
    if (placed?.kind === 'founding') return { path, founding: placed.founding, cooperative: placed.cooperative }
  }
  return { path, founding: null, cooperative: null }
}
