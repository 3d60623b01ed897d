/** What the renderer may ask of the treasury while there is a network: nodes, snapshots, sending and comparing with the chain. */
import { z } from 'zod'
import { baseUnitsTextSchema } from '../model/money'
import { problemDataSchema } from '../model/problem'
import { solanaSnapshotSchema } from '../solana/solanaSnapshot'
import { snapshotSchema } from '../treasury/chain/snapshot'
import { chainKeySchema } from '../treasury/model/chainKey'
import { payoutFileV4Schema } from '../treasury/model/payoutFileV4'
import { payoutMoveSchema } from '../treasury/model/payoutMove'
import { evmAddressSchema, sha256Schema, solanaAddressSchema } from '../treasury/model/treasuryFacts'
import { ledgerPromptSchema } from './ledgerPrompt'

const payout = z.object({ payoutId: sha256Schema })
const moves = z.object({ moves: z.array(payoutMoveSchema) })

/** Who signs and pays the gas of a transaction that anybody may send, which a Safe's is. */
export const executorSchema = z.discriminatedUnion('kind', [
  /** The transaction is signed whole already: of an account, of Solana, or one that was broadcast before. */
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('ledger'), deviceId: z.string(), derivationPath: z.string() }),
  /** An account that the node itself holds; on practice chains only. */
  z.object({ kind: z.literal('node-account'), address: z.string() }),
])
export type Executor = z.infer<typeof executorSchema>

/** A node as it may be shown: its address can hold a key, so no more than its host is told. */
export const nodeSchema = z.object({ id: z.string(), chain: chainKeySchema, host: z.string() })
export type NodeFacts = z.infer<typeof nodeSchema>

export const broadcastProgressSchema = ledgerPromptSchema.extend({
  step: z.enum([...ledgerPromptSchema.shape.step.options, 'asking-node', 'sending']),
})
export type BroadcastProgress = z.infer<typeof broadcastProgressSchema>

export const treasuryChainCalls = {
  /** Nodes of this machine; the first of a chain is asked, the others check what it says. Their addresses are never told. */
  'treasury.nodes': {
    input: z.object({}),
    output: z.object({
      nodes: z.array(nodeSchema),
      /** How their addresses are kept, in words. */
      protection: z.string(),
    }),
  },
  /** Asks the node for its chain and keeps its address. One that answers for another chain is refused. */
  'treasury.addNode': { input: z.object({ chain: chainKeySchema, url: z.string().min(1) }), output: nodeSchema },
  'treasury.removeNode': { input: z.object({ id: z.string() }), output: z.object({}) },
  /** A dated snapshot of what payouts need to know of the chain; it can travel as a file. */
  'treasury.snapshot': {
    input: z.object({
      chain: chainKeySchema,
      /** Of the Safe or account that pays. */
      treasury: evmAddressSchema,
      /** Null for the chain's own coin. */
      token: evmAddressSchema.nullable(),
      executor: evmAddressSchema.nullable().default(null),
      distributor: evmAddressSchema.nullable().default(null),
      /** Where MultiSendCallOnly may stand besides its usual places. */
      multiSends: z.array(evmAddressSchema).default([]),
      payees: z.array(evmAddressSchema).default([]),
    }),
    output: snapshotSchema,
  },
  /** The same of a treasury on Solana, with those of its own nonce accounts that it can use. */
  'treasury.solanaSnapshot': {
    input: z.object({
      chain: chainKeySchema,
      treasury: solanaAddressSchema,
      /** Null for SOL. */
      mint: solanaAddressSchema.nullable(),
      payees: z.array(solanaAddressSchema),
    }),
    output: solanaSnapshotSchema,
  },
  /** Creates nonce accounts of a treasury on Solana until it can use so many, signed on its own Ledger. */
  'treasury.createNonceAccounts': {
    input: z.object({
      chain: chainKeySchema,
      treasury: solanaAddressSchema,
      count: z.number().int().positive(),
      deviceId: z.string(),
      derivationPath: z.string(),
    }),
    output: z.object({ created: z.array(solanaAddressSchema) }),
    progress: ledgerPromptSchema,
  },
  /** Tries every transaction of a payout against the chain as it is now, without sending any: whom it would not pay, and why. */
  'treasury.simulate': {
    input: z.object({ payout: payoutFileV4Schema }),
    output: z.object({
      findings: z.array(
        z.object({
          /** Place of the transaction. */
          at: z.number().int().nonnegative(),
          /** Of the payee whose payment fails; null where the transaction as a whole does. */
          payee: z.string().nullable(),
          problem: problemDataSchema,
        }),
      ),
    }),
  },
  /**
   * Sends a signed transaction. The move is written before the node is asked; the same transaction sent twice is one. What a
   * crash left unsent is sent again at the next call.
   */
  'treasury.broadcast': {
    input: payout.extend({
      at: z.number().int().nonnegative(),
      /** `cancelling`: the one that uses up the nonce of a void payout. */
      what: z.enum(['payment', 'cancelling']).default('payment'),
      executor: executorSchema,
      /** Higher fees under the same nonce, for one that waits; only where an executor pays the gas. */
      raisesFees: z.boolean().default(false),
      /** The most that the executor offers for a unit of gas; null: what the node suggests. */
      maxFeePerGasWei: baseUnitsTextSchema.nullable().default(null),
    }),
    output: moves,
    progress: broadcastProgressSchema,
  },
  /**
   * Looks for what was broadcast, and compares what every payee got with the payout, to the unit. Writes what it found as moves:
   * mined, unmined, reconciled, part-paid. Asks every node of the chain; where they differ, nothing is written.
   */
  'treasury.reconcile': {
    input: payout,
    output: moves.extend({
      /** What is not as it should be, or is waited for, in words. */
      findings: z.array(problemDataSchema),
      /** How many nodes said the same. */
      nodes: z.number().int().nonnegative(),
    }),
    progress: z.object({ step: z.literal('asking-node'), message: z.string() }),
  },
}
