/** Rolling copies of whole backups on disk. Invariant: a new copy is safe on the disk before an old one goes. */
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { diskProblem } from './diskProblem'
import { makeFolder, writeFileAtomically } from './writeFileAtomically'

const keptCopies = 7
const namePattern = /^commonmast-(\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}\.\d{3}Z)\.json$/

export interface BackupCopy {
  name: string
  /** When it was kept, ISO 8601. */
  at: string
  bytes: number
}

export interface Backups {
  /** Writes one more copy; beyond seven the oldest go. @throws Problem `disk.*`, with every older copy still there. */
  keep(text: string): Promise<{ path: string; bytes: number; kept: number }>
  /** Newest first. */
  list(): Promise<BackupCopy[]>
}

export function openBackups(folder: string, now: () => Date = () => new Date()): Backups {
  async function names(): Promise<string[]> {
    const found = await readdir(folder).catch((thrown: NodeJS.ErrnoException) => {
      if (thrown.code === 'ENOENT') return []
      throw diskProblem(thrown, 'the backup folder')
    })
    return found.filter((name) => namePattern.test(name)).sort()
  }

  return {
    async keep(text) {
      await makeFolder(folder, 'the backup folder')
      const own = `commonmast-${now().toISOString().replaceAll(':', '-')}.json`
      const path = join(folder, own)
      await writeFileAtomically(path, text, { what: 'the backup' })
      const all = await names()
      // Set apart, because under a clock that was set back the new copy sorts among the oldest.
      const others = all.filter((name) => name !== own)
      for (const name of others.slice(0, -(keptCopies - 1))) await rm(join(folder, name), { force: true })
      return { path, bytes: Buffer.byteLength(text), kept: Math.min(all.length, keptCopies) }
    },
    async list() {
      const copies = await Promise.all(
        (await names()).map(async (name) => ({ name, at: timeInName(name), bytes: (await stat(join(folder, name))).size })),
      )
      return copies.reverse()
    },
  }
}

function timeInName(name: string): string {
  const [date = '', time = ''] = (namePattern.exec(name)?.[1] ?? '').split('T')
  return `${date}T${time.replaceAll('-', ':')}`
}
