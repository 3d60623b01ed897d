/** The files below a folder that may hold batches, whatever they are called. */

import { throwIfCancelled } from '#core/sync/throwIfCancelled'
import type { FolderFiles } from './FolderFiles'
import { CHUNKS_FOLDER, ENVELOPES_FOLDER, isPassedOver, isRead, pathIn } from './placeNames'

/** Deeper than anybody moves files. */
const DEEPEST = 8
const HOLDS_NO_BATCHES = new Set([CHUNKS_FOLDER, ENVELOPES_FOLDER])

/**
 * Paths of them, in no order.
 * @throws Problem `sync.cancelled`, and what the file system throws: a folder that cannot be read must not look empty
 */
export async function listFiles(files: FolderFiles, folder: string, signal: AbortSignal, depth = 0): Promise<string[]> {
  throwIfCancelled(signal)
  const entries = await files.entries(folder)
  const paths: string[] = []
  for (const { kind, name } of entries) {
    const path = pathIn(folder, name)
    if (kind === 'file' && isRead(name)) paths.push(path)
    if (kind !== 'folder' || isPassedOver(name) || depth === DEEPEST) continue
    if (depth === 0 && HOLDS_NO_BATCHES.has(name.toLowerCase())) continue
    for (const below of await listFiles(files, path, signal, depth + 1)) paths.push(below)
  }
  return paths
}
