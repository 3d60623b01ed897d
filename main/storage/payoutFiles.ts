/**
 * Payouts as whole files: signed ones of the first versions under the hash of their transaction, those of version 4 under their
 * digest. Invariant: a file is on the disk, whole, before anything else names it.
 */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { invariant } from '#core/model/problem'
import { diskProblem } from './diskProblem'
import { makeFolder, writeFileAtomically } from './writeFileAtomically'

/** By what a file is known again. */
export interface KeptFile {
  /** Of its bytes, lower-case hex. */
  sha256: string
  bytes: number
}

export interface PayoutFiles {
  /** Writes the file, replacing one of the same name. @throws Problem `disk.*`; what was there is then untouched. */
  keep(name: string, text: string): Promise<KeptFile>
  /** The text, and by what it is known; null where there is no such file. @throws Problem `disk.*` */
  read(name: string): Promise<{ text: string; kept: KeptFile } | null>
  /** Names of the files that are there. @throws Problem `disk.*` */
  list(): Promise<string[]>
}

/** Each kind of payout has names that no other has, so they share a folder. */
const NAME_PATTERNS = {
  'transaction-hash': /^(0x[0-9a-f]{64})\.json$/,
  'content-digest': /^([0-9a-f]{64})\.json$/,
}

export function openPayoutFiles(folder: string, names: keyof typeof NAME_PATTERNS = 'transaction-hash'): PayoutFiles {
  const namePattern = NAME_PATTERNS[names]

  function pathOf(stem: string): string {
    const name = `${stem}.json`
    invariant(namePattern.test(name), 'a payout is named by a hash')
    return join(folder, name)
  }

  return {
    async keep(name, text) {
      await makeFolder(folder, 'the folder of payouts')
      const bytes = Buffer.from(text, 'utf8')
      await writeFileAtomically(pathOf(name), bytes, { what: 'the payout' })
      return keptFile(bytes)
    },
    async read(name) {
      const bytes = await readFile(pathOf(name)).catch((thrown: NodeJS.ErrnoException) => {
        if (thrown.code === 'ENOENT') return null
        throw diskProblem(thrown, 'the payout')
      })
      return bytes && { text: bytes.toString('utf8'), kept: keptFile(bytes) }
    },
    async list() {
      const names = await readdir(folder).catch((thrown: NodeJS.ErrnoException) => {
        if (thrown.code === 'ENOENT') return []
        throw diskProblem(thrown, 'the folder of payouts')
      })
      return names.flatMap((name) => namePattern.exec(name)?.[1] ?? []).sort()
    },
  }
}

function keptFile(bytes: Buffer): KeptFile {
  return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length }
}
