/** Whether other accounts of this computer can read this installation's keys, or put files in the place of its own. */
import { stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Problem } from '#core/model/problem'

const READABLE_BY_OTHERS = 0o077
const WRITABLE_BY_OTHERS = 0o022
const STICKY = 0o1000

/** Files that hold a secret, where they are there. */
const SECRETS = ['installation.key', 'console.key', 'wifi-secrets.json']

/** @returns what is wrong, each with what to do; nothing where the system has no such rights, as on Windows */
export async function findForeignAccess(dataDir: string, platform: string): Promise<Problem[]> {
  if (platform === 'win32') return []
  const problems: Problem[] = []
  for (const name of SECRETS) {
    const path = join(dataDir, name)
    const found = await stat(path).catch(() => null)
    if (found && (found.mode & READABLE_BY_OTHERS) !== 0) {
      problems.push(
        new Problem(
          'key.readable-by-others',
          `Other accounts of this computer can read the secret in ${path}: take that from them (chmod 600), and begin a new key (--new-key) if one of them may have.`,
        ),
      )
    }
  }
  for (let folder = dataDir; ; folder = dirname(folder)) {
    const found = await stat(folder).catch(() => null)
    // In a folder with the sticky bit, as /tmp, nobody can take away what belongs to others.
    const isExchangeable = found !== null && (found.mode & WRITABLE_BY_OTHERS) !== 0 && (found.mode & STICKY) === 0
    if (isExchangeable) {
      problems.push(
        new Problem(
          'data.writable-by-others',
          `Other accounts of this computer can exchange what is in ${folder}, the records of this installation too: take that from them (chmod go-w ${folder}).`,
        ),
      )
    }
    if (folder === dirname(folder)) return problems
  }
}
