import { describe, expect, it } from 'vitest'
import { EXAMPLE_TOKEN, exampleRun, exampleWallet } from '#core/solana/exampleRun'
import { planSolanaTransactions, type SolanaPlan } from '#core/solana/solanaTransactions'
import { broadcastSolanaRun, type SolanaMove, type SolanaRunToSend } from './broadcastSolanaRun'
import { reconcileSolanaRun } from './reconcileSolanaRun'
import type { SolanaChain } from './solanaChain'
import { exampleCluster, SOURCE_BASE_UNITS, signedBy } from './testing/exampleCluster'
import { createLiteSvmChain } from './testing/liteSvmChain'
import { type LiteSvmCluster, LOCAL_CHAIN } from './testing/liteSvmCluster'

const code = (name: string) => expect.objectContaining({ code: `solana.${name}` })
const quiet = { onMove: async () => undefined, wait: async () => undefined, looks: 3 }

async function scene(payees = 3, token: SolanaPlan['token'] = EXAMPLE_TOKEN, change: Partial<SolanaPlan> = {}) {
  const cluster = await exampleCluster(payees, token)
  const plan = { ...exampleRun(payees, token), ...change }
  const transactions = await planSolanaTransactions(plan)
  const run: SolanaRunToSend = {
    ...plan,
    chain: LOCAL_CHAIN,
    sinceSlot: cluster.slot(),
    transactions: signedBy(transactions),
  }
  return { cluster, chain: createLiteSvmChain(cluster), run }
}

/** Another transaction of the treasury uses the nonce of the first. */
async function useNonce(cluster: LiteSvmCluster, chain: SolanaChain, token: SolanaPlan['token'] = EXAMPLE_TOKEN) {
  const plan = exampleRun(1, token)
  const other = { ...plan, payees: [{ address: exampleWallet('payee 1'), amountBaseUnits: 77n, createTokenAccount: false }] }
  const transactions = await planSolanaTransactions(other)
  const run = { ...other, chain: LOCAL_CHAIN, sinceSlot: cluster.slot(), transactions: signedBy(transactions) }
  expect(await broadcastSolanaRun(chain, run, quiet)).toEqual([{ kind: 'mined', outcome: 'succeeded' }])
  return run.transactions[0]?.signature
}

describe('sending a run', () => {
  it('[SO12] pays everybody once, and again sends nothing', async () => {
    const { chain, run } = await scene()
    const moves: SolanaMove[] = []
    const options = { ...quiet, onMove: async (move: SolanaMove) => void moves.push(move) }
    expect(await broadcastSolanaRun(chain, run, options)).toEqual(
      run.transactions.map(() => ({ kind: 'mined', outcome: 'succeeded' })),
    )
    expect(moves.map(({ kind, at }) => `${kind} ${at}`)).toEqual([
      'broadcast 0',
      'mined 0',
      'broadcast 1',
      'mined 1',
      'broadcast 2',
      'mined 2',
    ])

    moves.length = 0
    let sends = 0
    const counted: SolanaChain = { ...chain, send: async () => void sends++ }
    await broadcastSolanaRun(counted, run, options)
    expect(sends).toBe(0)
    expect(moves.map(({ kind }) => kind)).toEqual(['mined', 'mined', 'mined'])
  })

  it('[SO12] believes the chain and not what the node says against it', async () => {
    const { chain, run } = await scene()
    const rude: SolanaChain = {
      ...chain,
      async send(transaction) {
        await chain.send(transaction)
        throw new Error('the line broke')
      },
    }
    expect(await broadcastSolanaRun(rude, run, quiet)).toEqual(
      run.transactions.map(() => ({ kind: 'mined', outcome: 'succeeded' })),
    )
  })

  it('[SO12] says what is pending when the node drops it, and why', async () => {
    const { chain, run } = await scene(1)
    const deaf: SolanaChain = { ...chain, send: async () => undefined }
    expect(await broadcastSolanaRun(deaf, run, quiet)).toEqual([{ kind: 'pending', why: null }])
    expect((await reconcileSolanaRun([chain], run)).payments[0]?.outcome).toEqual({ kind: 'open' })
  })

  it('[SO13] finds a nonce that another transaction used, and does not send', async () => {
    const { cluster, chain, run } = await scene()
    const by = await useNonce(cluster, chain)
    let sends = 0
    const counted: SolanaChain = {
      ...chain,
      send: async (wire) => {
        sends++
        await chain.send(wire)
      },
    }
    const sent = await broadcastSolanaRun(counted, run, quiet)
    expect(sent[0]).toMatchObject({ kind: 'consumed', by })
    expect(sent.slice(1)).toEqual([
      { kind: 'mined', outcome: 'succeeded' },
      { kind: 'mined', outcome: 'succeeded' },
    ])
    expect(sends).toBe(2)
    const reconciled = await reconcileSolanaRun([chain], run)
    expect(reconciled.isComplete).toBe(false)
    expect(reconciled.payments[0]?.outcome).toMatchObject({ kind: 'consumed', by })
  })

  it('[SO13] calls nothing void where the node does not remember far enough, or is behind itself', async () => {
    const { cluster, chain, run } = await scene()
    await broadcastSolanaRun(chain, run, quiet)
    const forgetful: SolanaChain = {
      ...chain,
      landed: async () => ({ slot: cluster.slot(), value: null }),
      history: async (account) => (await chain.history(account)).slice(0, 0),
    }
    const behind: SolanaChain = { ...forgetful, landed: async () => ({ slot: 0n, value: null }), history: chain.history }
    const listing: SolanaChain = { ...forgetful, history: chain.history }
    for (const node of [forgetful, behind, listing]) {
      const sent = await broadcastSolanaRun({ ...node, send: async () => expect.unreachable('nothing is sent') }, run, quiet)
      expect(sent.map(({ kind }) => kind)).toEqual(['unknown', 'unknown', 'unknown'])
    }
  })

  it('[SO14] finds a transaction that failed and used up its nonce: nothing was paid', async () => {
    const plan = exampleRun(2)
    const payees = plan.payees.map((payee, at) => (at === 0 ? { ...payee, amountBaseUnits: SOURCE_BASE_UNITS * 2n } : payee))
    const { cluster, chain, run } = await scene(2, EXAMPLE_TOKEN, { payees })
    const landing: SolanaChain = { ...chain, send: async (wire) => void cluster.submit(wire, { skipsPreflight: true }) }
    expect(await broadcastSolanaRun(landing, run, quiet)).toEqual([
      { kind: 'mined', outcome: 'failed' },
      { kind: 'mined', outcome: 'succeeded' },
    ])
    const { payments, paidBaseUnits, isComplete } = await reconcileSolanaRun([chain], run)
    expect(payments.map(({ outcome }) => outcome.kind)).toEqual(['failed', 'paid'])
    expect(paidBaseUnits).toBe(plan.payees[1]?.amountBaseUnits)
    expect(isComplete).toBe(false)
  })

  it("[SO15] refuses another cluster, a changed transaction and a stranger's signature before anything is sent", async () => {
    const { cluster, chain, run } = await scene()
    const silent: SolanaChain = { ...chain, send: async () => expect.unreachable('nothing is sent') }
    const [first, ...rest] = run.transactions
    if (!first) throw new Error('No transaction')
    await expect(broadcastSolanaRun(silent, { ...run, chain: 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp' }, quiet)).rejects.toThrow(
      code('wrong-cluster'),
    )
    const changed = { ...first, payee: { ...first.payee, amountBaseUnits: '1' } }
    await expect(broadcastSolanaRun(silent, { ...run, transactions: [...rest, changed] }, quiet)).rejects.toThrow(
      code('not-verified'),
    )
    const foreign = [first, ...signedBy(rest, 'eve')]
    await expect(broadcastSolanaRun(silent, { ...run, transactions: foreign }, quiet)).rejects.toThrow(code('signature'))
    expect(cluster.history(first.nonceAccount)).toHaveLength(1)
  })
})

describe('what a run paid', () => {
  it('[SO16] is told to the unit, in SOL and in a token', async () => {
    for (const token of [null, EXAMPLE_TOKEN]) {
      const { chain, run } = await scene(3, token)
      await broadcastSolanaRun(chain, run, quiet)
      const { payments, paidBaseUnits, isComplete, nodes } = await reconcileSolanaRun([chain, chain], run)
      expect(payments.map(({ outcome }) => outcome.kind)).toEqual(['paid', 'paid', 'paid'])
      expect({ paidBaseUnits, isComplete, nodes }).toEqual({ paidBaseUnits: 3_000_003n, isComplete: true, nodes: 2 })
    }
  })

  it('[SO16] is unknown where two nodes differ', async () => {
    const { chain, run } = await scene(1)
    const lying: SolanaChain = {
      ...chain,
      host: 'liar',
      async landed(signature) {
        const { slot, value } = await chain.landed(signature)
        return { slot, value: value && { ...value, error: 'no' } }
      },
    }
    await broadcastSolanaRun(chain, run, quiet)
    const { payments, isComplete } = await reconcileSolanaRun([chain, lying], run)
    expect(payments[0]?.outcome).toMatchObject({ kind: 'unknown', why: expect.stringContaining('liar') })
    expect(isComplete).toBe(false)
  })
})
