/** What the page's program consists of, for the service worker that keeps it; see renderer/workers/shellCache.worker. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import type { ShellFiles } from '#core/contract/hostProof'

export interface DescribedFiles {
  /** JSON of `ShellFiles`. */
  text: string
  /** SHA-256 of the text. */
  build: string
}

/** The list that the build leaves beside the page's folder, so that no start has to read all of it. */
export const SHELL_FILES_NAME = 'shell-files.json'

/** The list of the build; where there is none, every file under `root` is read once, when first asked. */
export function shellFiles(root: string): () => Promise<DescribedFiles> {
  let described: Promise<DescribedFiles> | null = null
  return () => {
    described ??= readFile(join(dirname(root), SHELL_FILES_NAME), 'utf8').then(
      (text) => ({ text, build: sha256(text) }),
      () => describeFiles(root),
    )
    return described
  }
}

export async function describeFiles(root: string): Promise<DescribedFiles> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const files: ShellFiles = {}
  for (const entry of entries) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    files[path.slice(root.length).split(sep).join('/')] = sha256(await readFile(path))
  }
  const text = JSON.stringify(Object.fromEntries(Object.entries(files).sort(([one], [other]) => (one < other ? -1 : 1))))
  return { text, build: sha256(text) }
}

function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}
