/**
 * Rolling copies of whole backups on disk. Invariants: a new copy is safe on the disk before an old one goes; the order of copies is
 * that of their numbers, whatever the clock said. Which copies stay: SPEC.md, [BR13].
 */
import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { BackupCopy, CopyVerdict } from '#core/contract/backupCalls'
import { Problem } from '#core/model/problem'
import { copiesToKeep } from '#core/records/backup/copiesToKeep'
import { openCopyVerdicts, sha256Of } from './copyVerdicts'
import { diskProblem } from './diskProblem'
import { requireRoom } from './requireRoom'
import { makeFolder, writeFileAtomically } from './writeFileAtomically'

/** Earlier versions gave no number. */
const namePattern = /^commonmast-(?:(\d{6,})-)?(\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}\.\d{3}Z)\.json$/

export interface KeptBackup {
  name: string
  path: string
  bytes: number
  /** How many copies there are now. */
  kept: number
  /** SHA-256 of what is on the disk, read back from there, hex. */
  sha256: string
}

export interface Backups {
  /**
   * Looks whether there is room, writes one more copy and reads it back; then older ones go.
   * @throws Problem `disk.*`, with every older copy still there.
   */
  keep(text: string): Promise<KeptBackup>
  /** Newest first. */
  list(): Promise<BackupCopy[]>
  /** The text of a copy by its name. @throws Problem `backup.not-found` or `disk.*` */
  read(name: string): Promise<string>
  /**
   * Notes what came of verifying the copy with this digest.
   * @throws Problem `backup.not-found`, `backup.changed-meanwhile` where the disk holds other bytes, or `disk.*`
   */
  judge(name: string, sha256: string, verdict: CopyVerdict): Promise<void>
}

type Named = Pick<BackupCopy, 'name' | 'at' | 'fromFuture'> & {
  /** Of the copy; 0 where there is none. */
  number: number
}

export interface BackupsOptions {
  now?: () => Date
  /** @throws Problem `disk.full` where the folder has no room for so many bytes more */
  requireRoomFor?: (folder: string, bytes: number) => Promise<void>
}

export function openBackups(
  folder: string,
  { now = () => new Date(), requireRoomFor = requireRoom }: BackupsOptions = {},
): Backups {
  const verdicts = openCopyVerdicts(join(folder, 'verified.json'))
  let turn: Promise<unknown> = Promise.resolve()

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = turn.then(work)
    turn = done.catch(() => undefined)
    return done
  }

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

  async function list(): Promise<BackupCopy[]> {
    const named = (await copies(now())).reverse()
    const known = await verdicts.read()
    return Promise.all(
      named.map(async ({ name, at, fromFuture }) => {
        const bytes = (await stat(join(folder, name))).size
        const noted = known.get(name)
        // Another size: these are not the bytes that were verified.
        const verified = noted && noted.bytes === bytes ? { at: noted.at, verdict: noted.verdict } : null
        return { name, at, fromFuture, bytes, verified }
      }),
    )
  }

  async function removeOld(): Promise<number> {
    const all = await list()
    const candidates = all.map((copy) => ({ ...copy, isVerified: copy.verified?.verdict.isWhole ?? false }))
    const stay = copiesToKeep(candidates, now().getTime())
    for (const { name } of all) if (!stay.has(name)) await rm(join(folder, name), { force: true })
    return stay.size
  }

  async function keep(text: string): Promise<KeptBackup> {
    await makeFolder(folder, 'the backup folder')
    const bytes = Buffer.byteLength(text)
    await requireRoomFor(folder, bytes)
    const at = now()
    const number = ((await copies(at)).at(-1)?.number ?? 0) + 1
    const name = `commonmast-${`${number}`.padStart(6, '0')}-${at.toISOString().replaceAll(':', '-')}.json`
    const path = join(folder, name)
    await writeFileAtomically(path, text, { what: 'the backup' })
    const sha256 = sha256Of(await readBack(path))
    return { name, path, bytes, kept: await removeOld(), sha256 }
  }

  async function pathOf(name: string): Promise<string> {
    const known = await copies(now())
    if (known.some((copy) => copy.name === name)) return join(folder, name)
    throw new Problem('backup.not-found', 'This copy is no longer here: choose another, or a backup file.')
  }

  return {
    keep: (text) => inTurn(() => keep(text)),
    list,
    read: async (name) => (await readBack(await pathOf(name))).toString('utf8'),
    judge: (name, sha256, verdict) =>
      inTurn(async () => {
        const onDisk = await readBack(await pathOf(name))
        if (sha256Of(onDisk) !== sha256) {
          throw new Problem(
            'backup.changed-meanwhile',
            'The copy on the disk is not the one that was verified: check the disk, then make another backup.',
            { cause: name },
          )
        }
        const present = new Set((await copies(now())).map((copy) => copy.name))
        await verdicts.note({ name, bytes: onDisk.byteLength, sha256, at: now().toISOString(), verdict }, present)
        await removeOld()
      }),
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
