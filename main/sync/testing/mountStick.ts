/** A real FAT or exFAT file system in a file of this disk, where the machine can make and mount one. */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export type StickKind = 'vfat' | 'exfat'

export interface MountedStick {
  folder: string
  close(): Promise<void>
}

/** FAT32 begins at 33 MB. */
const DEFAULT_BYTES = 64 * 1024 * 1024

/** @returns why there is none, in a few words, where this machine cannot */
export async function mountStick(kind: StickKind, bytes = DEFAULT_BYTES): Promise<MountedStick | { reason: string }> {
  const base = await mkdtemp(join(tmpdir(), 'commonmast-stick-'))
  const image = join(base, 'image')
  const folder = join(base, 'stick')
  const undo: (() => Promise<unknown>)[] = [() => rm(base, { recursive: true, force: true })]
  const close = async () => {
    for (const step of undo.toReversed()) await step()
  }
  try {
    const file = await open(image, 'wx')
    await file.truncate(bytes)
    await file.close()
    await mkdir(folder)
    await run(`mkfs.${kind}`, [image])
    const { stdout } = await run('losetup', ['--find', '--show', image])
    const device = stdout.trim()
    undo.push(() => run('losetup', ['--detach', device]))
    // By the kernel, else by FUSE.
    await run('mount', ['-t', kind, device, folder]).catch((thrown: unknown) =>
      run(`mount.${kind}-fuse`, [device, folder]).catch(() => {
        throw thrown
      }),
    )
    undo.push(() => run('umount', [folder]))
    return { folder, close }
  } catch (thrown) {
    await close()
    return { reason: wordsOf(thrown) }
  }
}

function wordsOf(thrown: unknown): string {
  const said = thrown instanceof Error && 'stderr' in thrown && thrown.stderr ? String(thrown.stderr) : String(thrown)
  return said.trim().split('\n')[0] ?? ''
}
