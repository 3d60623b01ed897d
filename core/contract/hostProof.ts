/**
 * How a page and the console of the browser shell prove themselves to each other before either says anything else. A port of
 * this computer can be taken by any of its accounts, so neither side believes the port. Both sides know a key, the one of this
 * launch or the one of the installation, and answer the other's fresh nonce with an HMAC-SHA256 under it; the key itself is
 * never sent to a host that has not proved that it knows one.
 */
import { z } from 'zod'

const hex32 = z.string().regex(/^[0-9a-f]{64}$/)

/** The key of this launch stands in its address; that of the installation is learned once, and outlives launches. */
const keyNames = ['launch', 'installation'] as const
export type KeyName = (typeof keyNames)[number]

/** The page begins. */
export const pageHelloSchema = z.object({ type: z.literal('hello'), nonce: hex32 })

/** The console proves itself under either key: the page knows one of them. */
export const hostProofSchema = z.object({
  type: z.literal('host-proof'),
  nonce: hex32,
  proofs: z.object({ launch: hex32, installation: hex32 }),
})

export const pageProofSchema = z.object({ type: z.literal('page-proof'), key: z.enum(keyNames), proof: hex32 })

/** Both are proved; messages of the contract follow. */
export const hostWelcomeSchema = z.object({
  type: z.literal('welcome'),
  /** Both keys, for a page that knew one of them. */
  launchKey: hex32,
  installationKey: hex32,
  /** SHA-256 of the list of the program's files, see `ShellFiles`. */
  build: hex32,
})
export type HostWelcome = z.infer<typeof hostWelcomeSchema>

/** What the page's program consists of: SHA-256 by path, such as `/index.html`. */
export type ShellFiles = Record<string, string>

export interface ProofOf {
  who: 'host' | 'page'
  /** Where the page believes to be and the console to listen, so that no other port can pass proofs on. */
  origin: string
  pageNonce: string
  hostNonce: string
}

/** What the HMAC is over. */
export function proofText({ who, origin, pageNonce, hostNonce }: ProofOf): string {
  return ['commonmast-host-proof-v1', who, origin, pageNonce, hostNonce].join('\n')
}
