import { base64 } from '@scure/base'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { associatedTokenAccount } from '#core/solana/associatedTokenAccount'
import { EXAMPLE_TOKEN, EXAMPLE_TREASURY, exampleRun, exampleWallet } from '#core/solana/exampleRun'
import { assembleTransaction, signatureOfId } from '#core/solana/signedSolanaTransaction'
import { planSolanaTransactions, type SolanaPlan } from '#core/solana/solanaTransactions'
import { createJsonRpcSolanaChain } from './jsonRpcSolanaChain'
import { readNonceAccount, readTokenAccount } from './readAccounts'
import type { SolanaChain } from './solanaChain'
import { createSolanaRpc } from './solanaRpc'
import { exampleCluster, SOURCE_BASE_UNITS, signedBy } from './testing/exampleCluster'
import { createLiteSvmChain } from './testing/liteSvmChain'
import type { LiteSvmCluster } from './testing/liteSvmCluster'
import { type SolanaRpcServer, startSolanaRpcServer } from './testing/solanaRpcServer'

/** Two ways to the same cluster; both must tell the same of it. */
const CHAINS: Record<string, (cluster: LiteSvmCluster) => Promise<{ chain: SolanaChain; close(): Promise<void> }>> = {
  'this process': async (cluster) => ({ chain: createLiteSvmChain(cluster), close: async () => undefined }),
  'a node over JSON-RPC': async (cluster) => {
    const server: SolanaRpcServer = await startSolanaRpcServer(cluster)
    return { chain: createJsonRpcSolanaChain(createSolanaRpc(server.url)), close: server.close }
  },
}

async function firstOf(plan: SolanaPlan) {
  const [transaction] = signedBy(await planSolanaTransactions(plan))
  if (!transaction) throw new Error('No transaction')
  const wire = assembleTransaction(base64.decode(transaction.message), signatureOfId(transaction.signature), plan.treasury)
  return { transaction, wire }
}

for (const [name, open] of Object.entries(CHAINS)) {
  describe(`a cluster told by ${name}`, () => {
    let cluster: LiteSvmCluster
    let chain: SolanaChain
    let close: () => Promise<void>

    beforeAll(async () => {
      cluster = await exampleCluster(3)
      ;({ chain, close } = await open(cluster))
    })
    afterAll(() => close())

    it('says which cluster it is and what accounts must hold', async () => {
      expect(await chain.genesisHash()).toBe(cluster.genesisHash)
      expect(await chain.rentLamports(165)).toBe(2_039_280n)
    })

    it('gives accounts in the order asked for, null for one that is not there', async () => {
      const source = await associatedTokenAccount(EXAMPLE_TREASURY, EXAMPLE_TOKEN)
      const nonceAccount = exampleWallet('nonce account 1')
      const { value, slot } = await chain.accounts([exampleWallet('nobody'), source, nonceAccount])
      expect(slot).toBe(cluster.slot())
      expect(value[0]).toBeNull()
      expect(readTokenAccount(value[1] ?? null)).toEqual({
        mint: EXAMPLE_TOKEN.mint,
        owner: EXAMPLE_TREASURY,
        amountBaseUnits: SOURCE_BASE_UNITS,
        isFrozen: false,
      })
      expect(readNonceAccount(nonceAccount, value[2] ?? null)).toEqual({
        nonce: exampleWallet('nonce 1'),
        authority: EXAMPLE_TREASURY,
      })
      expect((await chain.accounts([])).value).toEqual([])
    })

    it('asks for more accounts than one question may name', async () => {
      const many = Array.from({ length: 230 }, (_, at) => (at === 210 ? EXAMPLE_TREASURY : exampleWallet(`nobody ${at}`)))
      const { value } = await chain.accounts(many)
      expect(value.map((account) => account !== null)).toEqual(many.map((_, at) => at === 210))
    })

    it('tells a landed transaction whole, and nothing of one that was not sent', async () => {
      const { transaction, wire } = await firstOf(exampleRun(3))
      expect((await chain.landed(transaction.signature)).value).toBeNull()
      await chain.send(wire)
      const { value } = await chain.landed(transaction.signature)
      expect(value).toEqual(cluster.landed(transaction.signature))
      expect(value).toMatchObject({ error: null, feeLamports: 5000n, message: base64.decode(transaction.message) })
      const [newest] = await chain.history(transaction.nonceAccount)
      expect(newest).toEqual({ signature: transaction.signature, slot: value?.slot })
      await expect(chain.send(wire)).rejects.toThrow(expect.objectContaining({ code: 'node.refused' }))
    })

    it('tells a transaction that failed, with its reason', async () => {
      const plan = exampleRun(3)
      const payees = plan.payees.slice(0, 1).map((payee) => ({ ...payee, amountBaseUnits: SOURCE_BASE_UNITS * 2n }))
      const { transaction, wire } = await firstOf({ ...plan, payees, nonceAccounts: plan.nonceAccounts.slice(1) })
      expect(cluster.submit(wire, { skipsPreflight: true })).toBeNull()
      const { value } = await chain.landed(transaction.signature)
      expect(value?.error).not.toBeNull()
      const { value: accounts } = await chain.accounts([transaction.nonceAccount])
      expect(readNonceAccount(transaction.nonceAccount, accounts[0] ?? null)?.nonce).not.toBe(transaction.nonce)
    })
  })
}
