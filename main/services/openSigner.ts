/** The installation's key at the start, and whether the start is the first one: absence of a key alone does not make it so. */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Problem } from '#core/model/problem'
import { type InstallationKey, openInstallationKey } from '../storage/installationKey'
import type { SecretBox } from '../storage/secretBox'

/** Either the key or why it cannot be used. */
type KeyOrProblem = { signer: InstallationKey; problem: null } | { signer: null; problem: Problem }

export type OpenedSigner = KeyOrProblem & {
  /** Whether nothing of this installation was there before. */
  isFirstStart: boolean
  /** Whether the key was begun now in the place of one that is gone. */
  isNewKey: boolean
}

/** A person can still look, back up and restore without these. */
const survivable: ReadonlySet<string> = new Set(['key.missing', 'key.corrupt', 'key.cannot-unseal'])

/**
 * Opens the key, or makes it at the first start. A key that is gone is not replaced unless `newKey` asks for it.
 * @throws Problem `key.present`, `key.sealed-elsewhere` or `disk.*`: then the console cannot start.
 */
export async function openSigner(options: { dataDir: string; box: SecretBox; newKey: boolean }): Promise<OpenedSigner> {
  const { dataDir, box, newKey } = options
  const path = join(dataDir, 'installation.key')
  const hasKey = await exists(path)
  const hasHistory = await hasLeftAnything(dataDir)
  if (newKey && hasKey) {
    throw new Problem('key.present', `There is a key already, ${path}: start without --new-key, or move that file away first.`)
  }
  const begun = { isFirstStart: !hasKey && !hasHistory, isNewKey: !hasKey && hasHistory && newKey }
  try {
    if (!hasKey && hasHistory && !newKey) throw missing(path)
    return { signer: await openInstallationKey(path, box), problem: null, ...begun }
  } catch (thrown) {
    if (!(thrown instanceof Problem) || !survivable.has(thrown.code)) throw thrown
    return { signer: null, problem: thrown, ...begun }
  }
}

function missing(path: string): Problem {
  return new Problem(
    'key.missing',
    `The key file ${path} is gone, so nothing can be signed: end Commonmast and put the file back from a copy of the data folder, or start once with --new-key to begin a new key (what the old one signed stays as it is).`,
  )
}

/** Whether an installation wrote to this folder before. */
async function hasLeftAnything(dataDir: string): Promise<boolean> {
  const journal = await stat(join(dataDir, 'journal.jsonl')).catch(() => null)
  if (journal && journal.size > 0) return true
  if (await exists(join(dataDir, 'journal.anchor.json'))) return true
  const folders = await Promise.all(['payouts', 'backups'].map((name) => readdir(join(dataDir, name)).catch(() => [])))
  return folders.some((names) => names.length > 0)
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null
}

/** In the place of a key that cannot be used: whatever asks it to sign or to open meets the problem. */
export function signerWithout(problem: Problem, publicKeyHex: string): InstallationKey {
  return {
    publicKeyHex,
    sign() {
      throw problem
    },
    get encryption(): never {
      throw problem
    },
  }
}
