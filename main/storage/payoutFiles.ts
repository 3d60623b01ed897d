/**
 * Signed payouts as whole files, each under the hash of its transaction. Invariant: a file is on the disk, whole, before
 * anything else names it.
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
  /** Writes the file, replacing one of the same transaction. @throws Problem `disk.*`; what was there is then untouched. */
  keep(transactionHash: string, text: string): Promise<KeptFile>
  /** The text, and by what it is known; null where there is no such file. @throws Problem `disk.*` */
  read(transactionHash: string): Promise<{ text: string; kept: KeptFile } | null>
  /** Hashes of the transactions whose files are there. @throws Problem `disk.*` */
  list(): Promise<string[]>
}

const namePattern = /^(0x[0-9a-f]{64})\.json$/

export function openPayoutFiles(folder: string): PayoutFiles {
  function pathOf(transactionHash: string): string {
    const name = `${transactionHash}.json`
    invariant(namePattern.test(name), 'a signed payout is named by the hash of its transaction')
    return join(folder, name)
  }

  return {
    async keep(transactionHash, text) {
      await makeFolder(folder, 'the folder of signed payouts')
      const bytes = Buffer.from(text, 'utf8')
      await writeFileAtomically(pathOf(transactionHash), bytes, { what: 'the signed payout' })
      return keptFile(bytes)
    },
    async read(transactionHash) {
      const bytes = await readFile(pathOf(transactionHash)).catch((thrown: NodeJS.ErrnoException) => {
        if (thrown.code === 'ENOENT') return null
        throw diskProblem(thrown, 'the signed payout')
      })
      return bytes && { text: bytes.toString('utf8'), kept: keptFile(bytes) }
    },
    async list() {
      const names = await readdir(folder).catch((thrown: NodeJS.ErrnoException) => {
        if (thrown.code === 'ENOENT') return []
        throw diskProblem(thrown, 'the folder of signed payouts')
      })
      return names.flatMap((name) => namePattern.exec(name)?.[1] ?? []).sort()
    },
  }
}

function keptFile(bytes: Buffer): KeptFile {
  return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length }
}
