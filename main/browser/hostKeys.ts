/**
 * The keys by which the console and its page know each other, see core/contract/hostProof. The launch's stands in the address
 * as its path, `http://127.0.0.1:PORT/KEY/`, which is never among a command's arguments; the installation's lies in the data
 * folder and lets a page that was open through a restart find its console again, and nobody else.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { type KeyName, type ProofOf, proofText } from '#core/contract/hostProof'
import { diskProblem } from '../storage/diskProblem'
import { writeFileAtomically } from '../storage/writeFileAtomically'

export interface HostKeys {
  /** 64 lower-case hex digits, new for every launch. */
  readonly launch: string
  /** The same of every launch. */
  readonly installation: string
}

/** @param path of the installation's key, made with mode 0600 where it is not there. @throws Problem `disk.*` */
export async function openHostKeys(path: string): Promise<HostKeys> {
  const text = await readFile(path, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return ''
    throw diskProblem(thrown, `the key file ${path}`)
  })
  const kept = /^[0-9a-f]{64}$/.exec(text.trim())?.[0]
  const installation = kept ?? newKey()
  // Nothing is lost with a damaged one: pages that knew it ask for the address anew.
  if (!kept) await writeFileAtomically(path, `${installation}\n`, { what: 'the key file', mode: 0o600 })
  return { launch: newKey(), installation }
}

export function newKey(): string {
  return randomBytes(32).toString('hex')
}

/** In hex. */
export function proofBy(key: string, of: ProofOf): string {
  return createHmac('sha256', Buffer.from(key, 'hex')).update(proofText(of)).digest('hex')
}

export function isProof(keys: HostKeys, key: KeyName, proof: string, of: ProofOf): boolean {
  return sameText(proof, proofBy(keys[key], of))
}

/** In constant time. */
export function sameText(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)]
  return left.length === right.length && timingSafeEqual(left, right)
}
