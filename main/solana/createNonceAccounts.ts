/**
 * Creates the nonce accounts that a treasury lacks, at addresses that follow from its own: a few in each transaction, which lives by a
 * recent block and so is signed while online. What exists is left alone, so it can be called again. SPEC.md, rule [SO25].
 */
import type { Address } from '@solana/kit'
import { Problem, validateArgument } from '#core/model/problem'
import {
  compileNonceAccounts,
  MOST_NONCE_ACCOUNTS,
  NONCE_ACCOUNT_BYTES,
  NONCE_ACCOUNTS_AT_ONCE,
  type NonceAccountPlace,
  nonceAccountPlaces,
} from '#core/solana/nonceAccounts'
import { assembleTransaction, transactionId } from '#core/solana/signedSolanaTransaction'
import { checkCluster } from './broadcastSolanaRun'
import { readNonceAccount } from './readAccounts'
import type { SolanaChain } from './solanaChain'

const FEE_LAMPORTS = 5000n
const LOOKS = 60

interface Wanted {
  treasury: Address
  /** CAIP-2 name of the cluster. */
  chain: string
  /** How many the treasury shall have that it can use, 1 to 100. */
  count: number
}

export interface CreateOptions {
  /** The treasury's signature over these bytes. */
  sign(message: Uint8Array, done: { made: number; missing: number }): Promise<Uint8Array>
  /** Kept by the caller before the node is asked. */
  onSend(sent: { accounts: Address[]; transaction: string }): Promise<void>
  /** Waits between two looks at the chain. */
  wait(): Promise<void>
  /** How often to look whether a transaction landed. */
  looks?: number
}

/** The treasury's own nonce accounts that it can use now, and the places where nothing is. @throws Problem `node.*` */
export async function ownNonceAccounts(
  node: SolanaChain,
  treasury: Address,
): Promise<{ usable: Address[]; free: NonceAccountPlace[] }> {
  const places = await nonceAccountPlaces(treasury)
  const { value } = await node.accounts(places.map(({ address }) => address))
  return {
    usable: places.flatMap(({ address }, at) =>
      readNonceAccount(address, value[at] ?? null)?.authority === treasury ? [address] : [],
    ),
    free: places.filter((_, at) => value[at] === null),
  }
}

/**
 * @returns those that were created, none where there are enough
 * @throws Problem `solana.*`, `node.*`, or what signing and `onSend` refuse
 */
export async function createNonceAccounts(
  node: SolanaChain,
  { treasury, chain, count }: Wanted,
  options: CreateOptions,
): Promise<Address[]> {
  await checkCluster(node, chain)
  const { usable, free } = await ownNonceAccounts(node, treasury)
  const missing = free.slice(0, Math.max(0, count - usable.length))
  if (missing.length === 0 && usable.length >= count) return []
  validateArgument(
    usable.length + missing.length >= count,
    'solana.nonce-accounts',
    `${count} nonce accounts are wanted, and a treasury has ${MOST_NONCE_ACCOUNTS} at most: pay fewer payees at once.`,
  )
  const lamportsEach = await node.rentLamports(NONCE_ACCOUNT_BYTES)
  await checkLamports(node, treasury, lamportsEach, missing.length)
  const created: Address[] = []
  for (let at = 0; at < missing.length; at += NONCE_ACCOUNTS_AT_ONCE) {
    const some = missing.slice(at, at + NONCE_ACCOUNTS_AT_ONCE)
    const accounts = some.map(({ address }) => address)
    const places = some.map(({ place }) => place)
    const blockhash = await node.recentBlockhash()
    const message = await compileNonceAccounts({ treasury, places, lamportsEach, blockhash })
    const signature = await options.sign(message, { made: created.length, missing: missing.length })
    const wire = assembleTransaction(message, signature, treasury)
    const transaction = transactionId(signature)
    await options.onSend({ accounts, transaction })
    await sendUntilLanded(node, wire, transaction, options)
    created.push(...accounts)
  }
  return created
}

async function checkLamports(node: SolanaChain, treasury: Address, lamportsEach: bigint, missing: number): Promise<void> {
  const { value } = await node.accounts([treasury])
  const holds = value[0]?.lamports ?? 0n
  const transactions = BigInt(Math.ceil(missing / NONCE_ACCOUNTS_AT_ONCE))
  const needed = BigInt(missing) * lamportsEach + transactions * FEE_LAMPORTS + (await node.rentLamports(0))
  validateArgument(
    holds >= needed,
    'solana.too-little-sol',
    `The treasury holds ${holds} lamports, and ${missing} nonce accounts need ${needed} with fees and what must stay: give it more SOL first.`,
  )
}

/** What a node says against it decides nothing: it may have passed it on. The chain is asked. */
async function sendUntilLanded(
  node: SolanaChain,
  wire: Uint8Array,
  transaction: string,
  { wait, looks = LOOKS }: CreateOptions,
): Promise<void> {
  const refusal = await node.send(wire).then(
    () => null,
    (thrown: unknown) => Problem.from(thrown, 'solana.send', 'It could not be handed to the node.'),
  )
  for (let look = 0; look < looks; look++) {
    const { value } = await node.landed(transaction)
    if (value && value.error === null) return
    if (value) throw new Problem('solana.not-created', `Creating nonce accounts failed (${value.error}): nothing was created.`)
    await wait()
  }
  throw new Problem(
    'solana.not-landed',
    `${transaction} created no nonce accounts that are in a finalized block yet${refusal ? ` (${refusal.message})` : ''}: wait a minute and create them again; those that are there by then are left alone.`,
  )
}
