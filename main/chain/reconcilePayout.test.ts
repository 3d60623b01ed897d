import type { Address, Hex } from 'viem'
import { concat, encodeFunctionData } from 'viem/utils'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ExpectedPayment } from '#core/treasury/chain/reconciliation'
import { encodeKnownCall } from '#core/treasury/knownCalls'
import { safeHashes } from '#core/treasury/safeHashes'
import { SAFE_OPERATIONS, type SafeTransaction, safeTransaction } from '#core/treasury/safeTransaction'
import { findSafeExecutions, lookAtSafeTransactions } from './findSafeExecutions'
import { openNodeChain } from './nodeChain'
import { finalReceipts, reconcileCoinPayout, reconcileTokenPayout } from './reconcilePayout'
import { openChainBed } from './testing/chainBed'
import { deployToken } from './testing/openZeppelinToken'
import { newPayees, openSafeBed, type SafeBed } from './testing/safeBed'
import { createSafe } from './testing/safeContracts'
import { startProxy } from './testing/startProxy'

const SUPPLY = 10n ** 12n

describe.each(['1.3.0', '1.4.1'] as const)('a Safe %s', (version) => {
  let bed: SafeBed
  let nonce = 0n

  beforeAll(async () => {
    bed = await openSafeBed(version)
  })
  afterAll(() => bed.stop())

  /** Pays from the Safe, whatever the token does; the transaction that carried it out, and what the payout came to. */
  async function pay(token: Address | null, expected: readonly ExpectedPayment[]) {
    const planned = bed.plan(token, expected, nonce)
    const hashes: Hex[] = []
    for (const { transaction } of planned) hashes.push(await bed.execute(transaction))
    nonce += BigInt(planned.length)
    return { transactionHashes: hashes, safeTxHashes: planned.map(({ hashes: { safeTxHash } }) => safeTxHash) }
  }

  async function payToken(token: Address, expected: readonly ExpectedPayment[]) {
    const { transactionHashes, safeTxHashes } = await pay(token, expected)
    const payout = { expected, transactionHashes, confirmations: 1n }
    return await reconcileTokenPayout(bed.chain, payout, { treasury: bed.safe, token, safeTxHashes })
  }

  const odd = (name: string, ...more: unknown[]) => bed.deploy(bed.contract('OddTokens.sol', name), [bed.safe, SUPPLY, ...more])

  it('[CH20] 250 payees in three Safe transactions are paid to the unit', async () => {
    const token = await deployToken(bed, { supplyBaseUnits: SUPPLY, holder: bed.safe })
    const result = await payToken(token, newPayees(250))
    expect(result).toMatchObject({ status: 'paid', unpaid: [], foreign: [], voided: [] })
    expect(result.executions).toHaveLength(3)
  })

  it('[CH20] a token that answers false pays nobody under a receipt of success', async () => {
    const expected = newPayees(3)
    const result = await payToken(await odd('FalseToken'), expected)
    expect(result).toMatchObject({ status: 'nobody', unpaid: expected, voided: [], executions: [{ succeeded: true }] })
  })

  it('[CH20] a token that keeps a fee leaves everybody short by it', async () => {
    const expected = newPayees(3)
    const result = await payToken(await odd('FeeToken'), expected)
    expect(result.status).toBe('part-paid')
    expect(result.unpaid).toEqual(
      expected.map(({ payee, amountBaseUnits }) => ({ payee, amountBaseUnits: amountBaseUnits / 100n })),
    )
    expect(result.foreign).toMatchObject([{ amountBaseUnits: 60n }])
  })

  it('[CH20] one payee that fails takes the whole transaction back, and the nonce stays free', async () => {
    const expected = newPayees(3)
    const token = await odd('BlockingToken', expected[1]?.payee)
    const [planned] = bed.plan(token, expected, nonce)
    if (!planned) throw new Error('nothing planned')
    await expect(bed.execute(planned.transaction)).rejects.toThrow()
    const lookup = { safe: bed.safe, snapshot: { nonce, blockNumber: (await bed.chain.head()).number } }
    const { safeTxHash } = planned.hashes
    expect(await lookAtSafeTransactions(bed.chain, lookup, [{ safeTxHash, nonce }])).toMatchObject([{ use: { state: 'next' } }])
  })

  it('[CH20] a token that answers nothing pays all the same', async () => {
    expect(await payToken(await odd('SilentToken'), newPayees(3))).toMatchObject({ status: 'paid' })
  })

  it('[CH4] a failed execution is found in topics or data: the nonce is used, nobody paid, the payout void', async () => {
    const token = await odd('PausableToken')
    const expected = newPayees(1)
    const [first] = expected
    const { abi } = bed.contract('OddTokens.sol', 'PausableToken')
    await bed.send({ to: token, data: encodeFunctionData({ abi, functionName: 'setPaused', args: [true] }) })
    const { number: blockNumber } = await bed.chain.head()
    const transfer = bed.plan(token, expected, nonce)[0]
    if (!transfer || !first) throw new Error('nothing planned')
    // What a payout never does: with gas set, a failing payment uses up the nonce.
    const { to, data } = transfer.transaction
    const failing = { ...safeTransaction({ to, value: 0n, data }, SAFE_OPERATIONS.call, nonce), safeTxGas: 100_000n }
    const { hash, safeTxHash } = await executeFailing(bed, failing)
    const lookup = { safe: bed.safe, snapshot: { nonce, blockNumber } }
    expect(await lookAtSafeTransactions(bed.chain, lookup, [{ safeTxHash, nonce }])).toMatchObject([
      { use: { state: 'failed', execution: { transactionHash: hash } } },
    ])
    const ours = { safeTxHash: transfer.hashes.safeTxHash, nonce }
    expect(await lookAtSafeTransactions(bed.chain, lookup, [ours])).toMatchObject([
      { use: { state: 'taken', by: { safeTxHash } } },
    ])
    const payout = { expected, transactionHashes: [hash], confirmations: 1n }
    const query = { treasury: bed.safe, token, safeTxHashes: [safeTxHash] }
    expect(await reconcileTokenPayout(bed.chain, payout, query)).toMatchObject({
      status: 'nobody',
      voided: [safeTxHash],
      unpaid: expected,
    })
    nonce += 1n
  })

  it('[CH5] what somebody else carried out is found as executed, in many small ranges as well', async () => {
    const token = await deployToken(bed, { supplyBaseUnits: SUPPLY, holder: bed.safe })
    const { number: blockNumber } = await bed.chain.head()
    const before = nonce
    const { safeTxHashes } = await pay(token, newPayees(2))
    await bed.mine(30)
    const [safeTxHash = '0x'] = safeTxHashes
    const proxy = await startProxy(bed.anvil.url, async ({ method, params, id }, honest) => {
      const [query] = params as { fromBlock: Hex; toBlock: Hex }[]
      const isLong = method === 'eth_getLogs' && query && Number(query.toBlock) - Number(query.fromBlock) > 4
      return isLong ? { jsonrpc: '2.0', id, error: { code: -32000, message: 'range too large' } } : await honest()
    })
    try {
      const chain = await openNodeChain(proxy.url)
      const lookup = { safe: bed.safe, snapshot: { nonce: before, blockNumber } }
      expect(await lookAtSafeTransactions(chain, lookup, [{ safeTxHash, nonce: before }])).toMatchObject([
        { use: { state: 'executed' } },
      ])
      const next = { safeTxHash, nonce: nonce + 2n }
      expect(await lookAtSafeTransactions(chain, lookup, [{ ...next, safeTxHash: '0x12' }])).toMatchObject([
        { use: { state: 'waiting', missing: 2n } },
      ])
      expect(await findSafeExecutions(chain, bed.safe, 0n, blockNumber)).toHaveLength(Number(before))
    } finally {
      await proxy.stop()
    }
  })

  it('[CH6] coin out of a Safe is proved by the trace, or told from balances where there is none', async () => {
    await bed.send({ to: bed.safe, value: 10n ** 18n })
    const expected = newPayees(3, 500)
    const { transactionHashes } = await pay(null, expected)
    const payout = { expected, transactionHashes, confirmations: 1n }
    expect(await reconcileCoinPayout(bed.chain, payout, bed.safe)).toMatchObject({ status: 'paid', proof: 'trace' })
    const without = (methods: string[]) =>
      startProxy(bed.anvil.url, async ({ method, id, params }, honest) => {
        const refused = methods.includes(method) && params[1] !== 'latest'
        return refused ? { jsonrpc: '2.0', id, error: { code: -32000, message: 'missing trie node' } } : await honest()
      })
    const [traceless, pruned] = [
      await without(['debug_traceTransaction']),
      await without(['debug_traceTransaction', 'eth_getBalance']),
    ]
    try {
      const chain = await openNodeChain(traceless.url)
      expect(await reconcileCoinPayout(chain, payout, bed.safe)).toMatchObject({ status: 'paid', proof: 'balances' })
      const more = { ...payout, expected: [...expected, ...newPayees(1, 900)] }
      expect(await reconcileCoinPayout(chain, more, bed.safe)).toMatchObject({ status: 'part-paid', unpaid: newPayees(1, 900) })
      const reconciling = reconcileCoinPayout(await openNodeChain(pruned.url), payout, bed.safe)
      await expect(reconciling).rejects.toMatchObject({ code: 'reconcile.no-proof' })
    } finally {
      await Promise.all([traceless.stop(), pruned.stop()])
    }
  })

  it('[CH20] nothing is reconciled before it is deep enough, or after its block is gone', async () => {
    const token = await deployToken(bed, { supplyBaseUnits: SUPPLY, holder: bed.safe })
    const { transactionHashes } = await pay(token, newPayees(2))
    await expect(finalReceipts(bed.chain, transactionHashes, 3n)).rejects.toMatchObject({ code: 'reconcile.not-final' })
    await bed.mine(2)
    expect(await finalReceipts(bed.chain, [...transactionHashes, ...transactionHashes], 3n)).toHaveLength(1)
    await expect(finalReceipts(bed.chain, [`0x${'12'.repeat(32)}`], 1n)).rejects.toMatchObject({ code: 'reconcile.not-mined' })
  })

  it('[CH20] signatures for one Safe hold on no other Safe and no other chain', async () => {
    const token = await deployToken(bed, { supplyBaseUnits: SUPPLY, holder: bed.safe })
    const [planned] = bed.plan(token, newPayees(2), nonce)
    if (!planned) throw new Error('nothing planned')
    const { call } = await bed.signed(planned.transaction)
    const twin = await createSafe(bed, bed.contracts, { owners: bed.owners, threshold: 2, salt: 9n })
    const onTwin = await bed.chain.call({ to: twin, data: call.data }, 'latest')
    expect(onTwin).toMatchObject({ ok: false })
    expect(await bed.chain.call({ to: bed.safe, data: call.data }, 'latest')).toMatchObject({ ok: true })
    const state = await bed.anvil.rpc('anvil_dumpState')
    const other = await openChainBed({ chainId: 869 })
    try {
      await other.anvil.rpc('anvil_loadState', [state])
      expect(await other.chain.code(bed.safe, 'latest')).toBe(await bed.chain.code(bed.safe, 'latest'))
      expect(await other.chain.call({ to: bed.safe, data: call.data }, 'latest')).toMatchObject({ ok: false })
    } finally {
      await other.stop()
    }
  })
})

/** `execTransaction` with gas set, which the program itself refuses to make. */
async function executeFailing(bed: SafeBed, transaction: SafeTransaction): Promise<{ hash: Hex; safeTxHash: Hex }> {
  const { safeTxHash } = safeHashes({ address: bed.safe, chainId: bed.chainId, version: bed.version }, transaction)
  const signers = [bed.account(1), bed.account(2)].sort((a, b) => (a.address.toLowerCase() < b.address.toLowerCase() ? -1 : 1))
  const signatures = concat(await Promise.all(signers.map((signer) => signer.sign({ hash: safeTxHash }))))
  const { to, value, data, operation, safeTxGas, baseGas, gasPrice, gasToken, refundReceiver } = transaction
  const args = [to, value, data, operation, safeTxGas, baseGas, gasPrice, gasToken, refundReceiver, signatures] as const
  const { hash } = await bed.send({ to: bed.safe, data: encodeKnownCall('execTransaction', args) })
  return { hash, safeTxHash }
}
