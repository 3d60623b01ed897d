/** The page's side of core/contract/hostProof: nothing is said to, or believed of, a host before it has proved itself. */
import { type HostWelcome, hostProofSchema, hostWelcomeSchema, type KeyName, type ProofOf } from '#core/contract/hostProof'
import { isProofWith, knownKeys, newNonce, proofWith } from './hostKeys'

export interface HostProving {
  /** Takes the messages of the host until it is proved. @returns the welcome, null before it, or 'not-proved' */
  hear(message: unknown): Promise<HostWelcome | 'not-proved' | null>
}

/** Says hello on an open line. */
export function proveHost(
  say: (message: object) => void,
  { origin, pathname }: Pick<Location, 'origin' | 'pathname'>,
): HostProving {
  const pageNonce = newNonce()
  let isProved = false
  say({ type: 'hello', nonce: pageNonce })
  return {
    async hear(message) {
      if (isProved) return hostWelcomeSchema.safeParse(message).data ?? 'not-proved'
      const { success, data } = hostProofSchema.safeParse(message)
      if (!success) return 'not-proved'
      const of = (who: ProofOf['who']): ProofOf => ({ who, origin, pageNonce, hostNonce: data.nonce })
      const known = await provedKey(await knownKeys(pathname), data.proofs, of('host'))
      if (!known) return 'not-proved'
      isProved = true
      say({ type: 'page-proof', key: known.name, proof: await proofWith(known.key, of('page')) })
      return null
    },
  }
}

async function provedKey(
  keys: ReadonlyMap<KeyName, CryptoKey>,
  proofs: Readonly<Record<KeyName, string>>,
  of: ProofOf,
): Promise<{ name: KeyName; key: CryptoKey } | null> {
  for (const [name, key] of keys) if (await isProofWith(key, proofs[name], of)) return { name, key }
  return null
}
