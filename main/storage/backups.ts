/**
 * Rolling copies of whole backups on disk. Invariants: a new copy is safe on the disk before an old one goes; the order of copies is
 * that of their numbers, whatever the clock said.
 */
import { createHash } from 'node:crypto'
import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Problem } from '#core/model/problem'
import { diskProblem } from './diskProblem'
import { makeFolder, writeFileAtomically } from './writeFileAtomically'

const keptCopies = 7
/** Earlier versions gave no number. */
const namePattern = /^commonmast-(?:(\d{6,})-)?(\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}\.\d{3}Z)\.json$/

export interface BackupCopy {
  name: string
  /** When it was kept, ISO 8601, as the clock was then. */
  at: string
  /** Whether that lies in the future: the clock ran ahead then, or is behind now. */
  fromFuture: boolean
  bytes: number
}

export interface KeptBackup {
  path: string
  bytes: number
  /** How many copies there are now. */
  kept: number
  /** SHA-256 of what is on the disk, read back from there, hex. */
  sha256: string
}

export interface Backups {
  /**
   * Writes one more copy and reads it back; beyond seven the oldest go.
   * @throws Problem `disk.*`, with every older copy still there.
   */
  keep(text: string): Promise<KeptBackup>
  /** Newest first. */
  list(): Promise<BackupCopy[]>
  /** The text of a copy by its name. @throws Problem `backup.not-found` or `disk.*` */
  read(name: string): Promise<string>
}

type Named = Pick<BackupCopy, 'name' | 'at' | 'fromFuture'> & {
  /** Of the copy; 0 where there is none. */
  number: number
}

export function openBackups(folder: string, now: () => Date = () => new Date()): Backups {
  let turn: Promise<unknown> = Promise.resolve()

  /** Oldest first. Of copies without a number, those of the future are the oldest, since nobody knows when they were made. */
  async function copies(at: Date): Promise<Named[]> {
    const found = await readdir(folder).catch((thrown: NodeJS.ErrnoException) => {
      if (thrown.code === 'ENOENT') return []
      throw diskProblem(thrown, 'the backup folder')
    })
    const today = at.toISOString()
    const rank = ({ number, fromFuture }: Named) => (number === 0 && fromFuture ? -1 : number)
    return found.flatMap((name) => readName(name, today) ?? []).sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1))
  }

  async function keep(text: string): Promise<KeptBackup> {
    await makeFolder(folder, 'the backup folder')
    const at = now()
    const before = await copies(at)
    const number = (before.at(-1)?.number ?? 0) + 1
    const path = join(folder, `commonmast-${`${number}`.padStart(6, '0')}-${at.toISOString().replaceAll(':', '-')}.json`)
    await writeFileAtomically(path, text, { what: 'the backup' })
    const sha256 = createHash('sha256')
      .update(await readBack(path))
      .digest('hex')
    for (const { name } of before.slice(0, -(keptCopies - 1))) await rm(join(folder, name), { force: true })
    return { path, bytes: Buffer.byteLength(text), kept: Math.min(before.length + 1, keptCopies), sha256 }
  }

  return {
    keep(text) {
      const kept = turn.then(() => keep(text))
      turn = kept.catch(() => undefined)
      return kept
    },
    async list() {
      const named = (await copies(now())).reverse()
      return Promise.all(
        named.map(async ({ name, at, fromFuture }) => ({ name, at, fromFuture, bytes: (await stat(join(folder, name))).size })),
      )
    },
    async read(name) {
      const known = await copies(now())
      if (!known.some((copy) => copy.name === name)) {
        throw new Problem('backup.not-found', 'This copy is no longer here: choose another, or a backup file.')
      }
      return (await readBack(join(folder, name))).toString('utf8')
    },
  }
}

async function readBack(path: string): Promise<Buffer> {
  return readFile(path).catch((thrown: unknown) => {
    throw diskProblem(thrown, 'the backup')
  })
}

function readName(name: string, today: string): Named | null {
  const [matched, number = '0', time = ''] = namePattern.exec(name) ?? []
  if (matched === undefined) return null
  const [date = '', clock = ''] = time.split('T')
  const at = `${date}T${clock.replaceAll('-', ':')}`
  return { name, at, fromFuture: at > today, number: Number(number) }
}
