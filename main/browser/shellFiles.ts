/** What the page's program consists of, for the service worker that keeps it; see renderer/workers/shellCache.worker. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { ShellFiles } from '#core/contract/hostProof'

export interface DescribedFiles {
  /** JSON of `ShellFiles`. */
  text: string
  /** SHA-256 of the text. */
  build: string
}

/** Reads every file under `root` once, when first asked. */
export function shellFiles(root: string): () => Promise<DescribedFiles> {
  let described: Promise<DescribedFiles> | null = null
  return () => {
    described ??= describeFiles(root)
    return described
  }
}

async function describeFiles(root: string): Promise<DescribedFiles> {
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
