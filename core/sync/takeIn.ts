/** Whether a batch may be held: by its cooperative, its signature, its key, and the batch before it. SPEC.md, [SY7], [SY43] and [SY48]. */
import { isNameOf } from './actorName'
import type { NamedBatch, Reached } from './batch'
import type { BatchFault } from './SyncStore'
import { signedBytesOf, type VerifySignature, verifySignature } from './signedDocument'

/** What is held of a batch's actor. */
export interface HeldOfActor {
  /** Null while none is held. */
  reached: Reached | null
  /** The key to which the actor's first batch bound it; null while none is held. */
  key: string | null
  /** The hash of the held batch of this number, null where none is. */
  hashAt(n: number): Promise<string | null>
  /** Whether a batch of this hash was set aside for good. */
  isRefused(hash: string): boolean
  /** Whether an admin has ever named a key. Only then a batch binds the name of its actor to its key. */
  isNamed(key: string): boolean
}

/** not-admitted: of a key that nobody has named yet. It stays where it lies, and is looked at again when more is known. */
export type Verdict = 'next' | 'known' | 'not-admitted' | BatchFault

/**
 * next: it follows what is held, and may be held; what of it counts is for access to say. known: it is held. Anything else is a
 * fault, and nothing of it is applied.
 * @param cooperative id of this laptop's cooperative
 */
export async function takeIn(
  { id, batch, text }: NamedBatch,
  cooperative: string,
  held: HeldOfActor,
  verify: VerifySignature = verifySignature,
): Promise<Verdict> {
  const { reached, key } = held
  const reachedN = reached?.n ?? 0
  if (id.n <= reachedN && (await held.hashAt(id.n)) === id.hash) return 'known'
  if (batch.cooperative !== cooperative) return 'other-cooperative'
  if (!(await verify(batch.publicKey, signedBytesOf(text, batch), batch.signature))) return 'forged'
  if (key !== null && batch.publicKey !== key) return 'other-key'
  if (key === null) {
    if (!held.isNamed(batch.publicKey)) return 'not-admitted'
    if (!isNameOf(batch.publicKey, id.actor)) return 'other-key'
  }
  if (id.n <= reachedN || (batch.prev !== null && held.isRefused(batch.prev))) return 'fork'
  if (!countsOn(batch)) return 'broken-chain'
  if (id.n > reachedN + 1) return 'gap'
  const follows = batch.prev === (reached?.hash ?? null) && batch.operations[0]?.n === (reached?.lastOperation ?? 0) + 1
  return follows ? 'next' : 'broken-chain'
}

/** All operations are of the actor, and their numbers follow one another. */
function countsOn({ actor, operations }: NamedBatch['batch']): boolean {
  const first = operations[0]?.n ?? 0
  return operations.every((operation, at) => operation.actor === actor && operation.n === first + at)
}
