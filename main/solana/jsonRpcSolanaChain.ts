/** A cluster as one node tells it, in finalized blocks only: what is read here does not come undone. */
import { type Address, getCompiledTransactionMessageDecoder, getTransactionDecoder, isAddress } from '@solana/kit'
import { z } from 'zod'
import { Problem } from '#core/model/problem'
import type { LandedTransaction } from '#core/solana/reconcileSolana'
import type { SolanaChain } from './solanaChain'
import type { SolanaRpc } from './solanaRpc'

const FINALIZED = { commitment: 'finalized' }
/** What one question may name. */
const MOST_ACCOUNTS = 100
const MOST_SIGNATURES = 1000

const addressSchema = z
  .string()
  .refine(isAddress)
  .transform((text) => text as Address)
/** JSON numbers: those beyond 2^53 have lost digits, and are refused. */
const amountSchema = z.int().nonnegative().transform(BigInt)
const digitsSchema = z
  .string()
  .regex(/^\d{1,20}$/)
  .transform(BigInt)
const base64Schema = z
  .tuple([z.base64(), z.literal('base64')])
  .transform(([text]) => Uint8Array.from(Buffer.from(text, 'base64')))
const contextSchema = z.object({ slot: amountSchema })

const accountsSchema = z.object({
  context: contextSchema,
  value: z.array(
    z.object({ owner: addressSchema, lamports: amountSchema, executable: z.boolean(), data: base64Schema }).nullable(),
  ),
})
const statusesSchema = z.object({
  context: contextSchema,
  value: z.tuple([z.object({ slot: amountSchema, confirmationStatus: z.string().nullish() }).nullable()]),
})
const tokenBalanceSchema = z.object({
  accountIndex: z.int().nonnegative(),
  mint: addressSchema,
  owner: addressSchema.nullish(),
  uiTokenAmount: z.object({ amount: digitsSchema }),
})
const transactionSchema = z.object({
  slot: amountSchema,
  transaction: base64Schema,
  meta: z.object({
    err: z.unknown(),
    fee: amountSchema,
    preBalances: z.array(amountSchema),
    postBalances: z.array(amountSchema),
    preTokenBalances: z.array(tokenBalanceSchema),
    postTokenBalances: z.array(tokenBalanceSchema),
  }),
})
const blockhashSchema = z.object({ value: z.object({ blockhash: addressSchema }) })
const historySchema = z.array(z.object({ signature: z.string(), slot: amountSchema }))

export function createJsonRpcSolanaChain(rpc: SolanaRpc): SolanaChain {
  async function transactionOf(signature: string): Promise<LandedTransaction | null> {
    const options = { ...FINALIZED, encoding: 'base64', maxSupportedTransactionVersion: 0 }
    const found = await rpc.ask(transactionSchema.nullable(), 'getTransaction', [signature, options])
    return found && landedTransaction(signature, found, rpc.host)
  }

  return {
    host: rpc.host,
    genesisHash: () => rpc.ask(addressSchema, 'getGenesisHash', []),
    async accounts(addresses) {
      const value = []
      let slot: bigint | null = null
      for (let at = 0; at < addresses.length || slot === null; at += MOST_ACCOUNTS) {
        const asked = addresses.slice(at, at + MOST_ACCOUNTS)
        const answer = await rpc.ask(accountsSchema, 'getMultipleAccounts', [asked, { ...FINALIZED, encoding: 'base64' }])
        if (answer.value.length !== asked.length) throw badAnswer(rpc.host, 'leaves accounts out')
        value.push(...answer.value.map((account) => account && { ...account, isExecutable: account.executable }))
        // All are as of the oldest answer at least.
        if (slot === null || answer.context.slot < slot) slot = answer.context.slot
      }
      return { slot, value }
    },
    rentLamports: (dataBytes) => rpc.ask(amountSchema, 'getMinimumBalanceForRentExemption', [dataBytes, FINALIZED]),
    async recentBlockhash() {
      // The finalized one is half a minute old already, which a person at a Ledger needs.
      const { value } = await rpc.ask(blockhashSchema, 'getLatestBlockhash', [{ commitment: 'confirmed' }])
      return value.blockhash
    },
    async landed(signature) {
      const options = { searchTransactionHistory: true }
      const { context, value } = await rpc.ask(statusesSchema, 'getSignatureStatuses', [[signature], options])
      const [status] = value
      if (status === null || status.confirmationStatus !== 'finalized') return { slot: context.slot, value: null }
      const transaction = await transactionOf(signature)
      if (!transaction) throw badAnswer(rpc.host, `says that ${signature} is finalized and does not have it`)
      return { slot: context.slot, value: transaction }
    },
    history: (account) => rpc.ask(historySchema, 'getSignaturesForAddress', [account, { ...FINALIZED, limit: MOST_SIGNATURES }]),
    async send(transaction) {
      const options = { encoding: 'base64', preflightCommitment: 'confirmed' }
      await rpc.ask(z.string(), 'sendTransaction', [Buffer.from(transaction).toString('base64'), options])
    },
  }
}

function landedTransaction(signature: string, found: z.output<typeof transactionSchema>, host: string): LandedTransaction {
  const { slot, transaction, meta } = found
  const message = Uint8Array.from(messageOf(transaction, host))
  const keys = getCompiledTransactionMessageDecoder().decode(message).staticAccounts
  const { preBalances, postBalances, preTokenBalances, postTokenBalances } = meta
  if (preBalances.length !== keys.length || postBalances.length !== keys.length) {
    throw badAnswer(host, 'gives balances of other accounts than the transaction has')
  }
  const held = (balances: typeof preTokenBalances, index: number) =>
    balances.find(({ accountIndex }) => accountIndex === index)?.uiTokenAmount.amount ?? 0n
  const indexes = [...new Set([...preTokenBalances, ...postTokenBalances].map(({ accountIndex }) => accountIndex))]
  return {
    signature,
    slot,
    error: meta.err === null || meta.err === undefined ? null : JSON.stringify(meta.err),
    feeLamports: meta.fee,
    message,
    lamports: keys.map((account, at) => ({ account, before: preBalances[at] ?? 0n, after: postBalances[at] ?? 0n })),
    tokenBalances: indexes.map((index) => {
      const told = [...postTokenBalances, ...preTokenBalances].find(({ accountIndex }) => accountIndex === index)
      const account = keys[index]
      if (!told || account === undefined)
        throw badAnswer(host, 'gives a balance of an account that the transaction does not have')
      const { mint, owner = null } = told
      return { account, mint, owner, before: held(preTokenBalances, index), after: held(postTokenBalances, index) }
    }),
  }
}

function messageOf(transaction: Uint8Array, host: string) {
  try {
    return getTransactionDecoder().decode(transaction).messageBytes
  } catch (cause) {
    throw badAnswer(host, 'gives a transaction that cannot be read', cause)
  }
}

function badAnswer(host: string, what: string, cause?: unknown): Problem {
  return new Problem('node.bad-answer', `The node ${host} ${what}: use another.`, { cause })
}
