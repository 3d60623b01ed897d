import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Address } from 'viem'
import { numberToHex } from 'viem/utils'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Executor } from '#core/contract/treasuryChainCalls'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import { inputOf, splitOf, TOKEN_FACTS } from '#core/treasury/payout/examplePayoutV4'
import type { TransactionSettings } from '#core/treasury/payout/payoutParts'
import { preparePayoutV4 } from '#core/treasury/payout/preparePayoutV4'
import { payoutState } from '#core/treasury/state/payoutState'
import type { PayoutState } from '#core/treasury/state/payoutStateModel'
import { type ChainBed, openChainBed } from '../../../chain/testing/chainBed'
import { deployToken } from '../../../chain/testing/openZeppelinToken'
import { createSafe, deploySafeContracts, type SafeContracts } from '../../../chain/testing/safeContracts'
import { type Distort, type NodeProxy, startProxy } from '../../../chain/testing/startProxy'
import { SIMULATED_LEDGER_ID } from '../../../ledger/simulatedLedgerTransports'
import { createTreasuryRig, OWNER_ADDRESSES, OWNER_PATHS, RIG_ACCOUNT, type RigOptions } from '../../testing/treasuryRig'

const CHAIN = 'eip155:31337'
const SUPPLY = 10n ** 30n
const FEES = { maxFeePerGasWei: '20000000000', maxPriorityFeePerGasWei: '1000000000' }
let bed: ChainBed
let contracts: SafeContracts
let safe: Address
let token: Address
let restore: () => Promise<void>
let folder: string
const proxies: NodeProxy[] = []

beforeAll(async () => {
  bed = await openChainBed()
  contracts = await deploySafeContracts(bed, '1.4.1')
  safe = await createSafe(bed, contracts, { owners: [...OWNER_ADDRESSES], threshold: 2 })
  token = await deployToken(bed, { symbol: 'WXM', supplyBaseUnits: SUPPLY, holder: safe })
  for (const address of OWNER_ADDRESSES) await bed.anvil.rpc('anvil_setBalance', [address, numberToHex(10n ** 20n)])
}, 60_000)
beforeEach(async () => {
  restore = await bed.keep()
  folder = await mkdtemp(join(tmpdir(), 'commonmast-chain-'))
})
afterEach(async () => {
  for (const proxy of proxies.splice(0)) await proxy.stop()
  await bed.anvil.rpc('evm_setAutomine', [true])
  await bed.anvil.rpc('anvil_dropAllTransactions')
  await restore()
  await rm(folder, { recursive: true, force: true })
})
afterAll(() => bed.stop())

const tokenFacts = () => ({ ...TOKEN_FACTS, address: token, decimals: 6 })
const safeFacts = () => ({
  ...({ kind: 'safe', chain: CHAIN, address: safe, version: '1.4.1', threshold: 2 } as const),
  owners: [...OWNER_ADDRESSES],
  multiSendCallOnly: contracts.multiSendCallOnly,
})

function safePayout(firstNonce = 0n, period = 'january'): Promise<PayoutFileV4> {
  const settings = { kind: 'safe', firstNonce } as const
  return preparePayoutV4(inputOf({ split: splitOf({ period }), treasury: safeFacts(), token: tokenFacts(), settings }))
}

async function program(options: Partial<RigOptions> = {}, urls: string[] = [bed.anvil.url]) {
  const rig = createTreasuryRig({ folder, ...options })
  for (const url of urls) await rig.handlers['treasury.addNode']({ chain: CHAIN, url }, rig.newContext())
  const nodeAccount: Executor = { kind: 'node-account', address: bed.account(5).address }
  const broadcast = (
    payout: PayoutFileV4,
    given: { at?: number; what?: 'cancelling'; executor?: Executor; raisesFees?: boolean } = {},
  ) =>
    rig.handlers['treasury.broadcast'](
      {
        ...{ payoutId: payout.contentSha256, at: 0, what: 'payment', executor: nodeAccount, raisesFees: false },
        ...{ maxFeePerGasWei: null, ...given },
      },
      rig.newContext(),
    )
  const reconcile = ({ contentSha256: payoutId }: PayoutFileV4) =>
    rig.handlers['treasury.reconcile']({ payoutId }, rig.newContext())
  const stateOf = async (payout: PayoutFileV4): Promise<PayoutState> => {
    const known = (await rig.list()).find(({ payoutId }) => payoutId === payout.contentSha256)
    return payoutState(payout, known?.moves ?? [])
  }
  /** By both owners. */
  const signed = async (payout: PayoutFileV4) => {
    await rig.proposed(payout)
    for (const { at } of payout.transactions) {
      for (const path of OWNER_PATHS.slice(0, 2)) await rig.sign(payout, { at, path })
    }
  }
  return { ...rig, broadcast, reconcile, stateOf, signed }
}

async function proxyOf(distort: Distort): Promise<string> {
  const proxy = await startProxy(bed.anvil.url, distort)
  proxies.push(proxy)
  return proxy.url
}

describe('a payout of a Safe', () => {
  it('goes from draft to paid to the unit, and is sent once however often that is asked for', async () => {
    const { signed, broadcast, reconcile, stateOf, kinds } = await program()
    const payout = await safePayout()
    await signed(payout)
    await broadcast(payout)
    expect(await stateOf(payout)).toMatchObject({ stage: 'mined', problems: [] })
    await broadcast(payout)
    const first = await reconcile(payout)
    expect(first).toMatchObject({ findings: [], nodes: 1 })
    expect(await reconcile(payout)).toEqual(first)
    const state = await stateOf(payout)
    expect(state).toMatchObject({ stage: 'reconciled', isPaid: true, problems: [] })
    expect(state.receipts.map(({ address, receivedBaseUnits }) => [address, receivedBaseUnits]).sort()).toEqual(
      payout.payees.map(({ address, amountBaseUnits }) => [address, amountBaseUnits]).sort(),
    )
    expect(state.transactions[0]?.broadcasts).toHaveLength(1)
    expect(kinds().filter((kind) => kind === 'treasury.move')).toHaveLength(2 + 2 + 1 + 1 + 1)
  })

  it('is carried out by a Ledger that pays the gas', async () => {
    const { signed, broadcast, reconcile, stateOf } = await program()
    const payout = await safePayout()
    await signed(payout)
    const executor = { kind: 'ledger', deviceId: SIMULATED_LEDGER_ID, derivationPath: OWNER_PATHS[2] } as const
    await broadcast(payout, { executor })
    await reconcile(payout)
    expect((await stateOf(payout)).transactions[0]?.broadcasts).toMatchObject([{ executor: OWNER_ADDRESSES[2] }])
    expect(await stateOf(payout)).toMatchObject({ stage: 'reconciled' })
  })

  it('is not sent without its signatures, nor when it is void', async () => {
    const { proposed, sign, broadcast, voidPayout } = await program()
    const payout = await safePayout()
    await proposed(payout)
    await sign(payout)
    await expect(broadcast(payout)).rejects.toMatchObject({ code: 'broadcast.not-possible' })
    await sign(payout, { path: OWNER_PATHS[1] })
    await voidPayout(payout)
    await expect(broadcast(payout)).rejects.toMatchObject({ code: 'broadcast.not-possible' })
  })

  it('that the program died before sending is sent by the next one, as the very same transaction', async () => {
    let isDown = true
    const url = await proxyOf(async (question, honest) =>
      question.method === 'eth_sendRawTransaction' && isDown ? 'gone' : honest(),
    )
    const { signed, broadcast, journal, stateOf } = await program({}, [url])
    const payout = await safePayout()
    await signed(payout)
    await expect(broadcast(payout)).rejects.toMatchObject({ code: expect.stringMatching(/^node\./) })
    const [sent] = (await stateOf(payout)).transactions[0]?.broadcasts ?? []
    expect(sent).toBeDefined()
    isDown = false
    const next = await program({ journal }, [url])
    await next.broadcast(payout, { executor: { kind: 'none' } })
    await next.reconcile(payout)
    const state = await next.stateOf(payout)
    expect(state).toMatchObject({ stage: 'reconciled', transactions: [{ mined: { transaction: sent?.transaction } }] })
  })

  it('that somebody else carried out is found in the logs of the Safe', async () => {
    const { signed, broadcast, reconcile, stateOf, list } = await program()
    const payout = await safePayout()
    await signed(payout)
    const elsewhere = await mkdtemp(join(tmpdir(), 'commonmast-chain-'))
    const other = await program({ folder: elsewhere })
    await other.learn(payout, (await list())[0]?.moves ?? [])
    await other.broadcast(payout)
    await reconcile(payout)
    expect(await stateOf(payout)).toMatchObject({ stage: 'reconciled', transactions: [{ broadcasts: [] }] })
    await broadcast(payout)
    await rm(elsewhere, { recursive: true, force: true })
  })

  it('waits with low fees, and is replaced by the same with higher ones', async () => {
    const { signed, broadcast, reconcile, stateOf } = await program()
    const payout = await safePayout()
    await signed(payout)
    await bed.anvil.rpc('evm_setAutomine', [false])
    await broadcast(payout)
    const waiting = await reconcile(payout)
    expect(waiting.findings).toMatchObject([{ code: 'broadcast.waiting' }])
    await broadcast(payout, { raisesFees: true })
    const { broadcasts } = (await stateOf(payout)).transactions[0] ?? {}
    expect(new Set(broadcasts?.map(({ nonce }) => nonce)).size).toBe(1)
    expect(broadcasts).toHaveLength(2)
    await bed.mine()
    await reconcile(payout)
    expect(await stateOf(payout)).toMatchObject({ stage: 'reconciled' })
  })

  it('that is void is cancelled by an empty transaction of its owners, and its nonce can pay no more', async () => {
    const { signed, voidPayout, cancel, broadcast, stateOf, reconcile } = await program()
    const payout = await safePayout()
    await signed(payout)
    await voidPayout(payout)
    await cancel(payout)
    await cancel(payout, 0, OWNER_PATHS[1])
    await broadcast(payout, { what: 'cancelling' })
    const state = await stateOf(payout)
    expect(state).toMatchObject({ stage: 'void', problems: [], transactions: [{ mined: null, cancelling: { mined: {} } }] })
    expect((await reconcile(payout)).findings).toEqual([])
  })
})

describe('nodes', () => {
  it('that differ about a receipt decide nothing: not a word is written', async () => {
    const lying = await proxyOf(async ({ method }, honest) => {
      const answer = (await honest()) as { result?: { status?: string; logs?: unknown[] } | null }
      if (method === 'eth_getTransactionReceipt' && answer.result) answer.result = { ...answer.result, logs: [] }
      return answer
    })
    const { signed, broadcast, journal, stateOf } = await program()
    const payout = await safePayout()
    await signed(payout)
    await broadcast(payout)
    const withTwo = await program({ journal }, [bed.anvil.url, lying])
    await expect(withTwo.reconcile(payout)).rejects.toMatchObject({ code: expect.stringMatching(/^node\.(lies|disagree)$/) })
    expect(await stateOf(payout)).toMatchObject({ stage: 'mined', isPaid: false })
  })

  it('say how many agreed, and are shown by their host alone', async () => {
    const second = await proxyOf((_question, honest) => honest())
    const { signed, broadcast, reconcile, handlers, newContext, entries } = await program({}, [
      bed.anvil.url,
      `${second}/?key=geheim`,
    ])
    const payout = await safePayout()
    await signed(payout)
    await broadcast(payout)
    expect(await reconcile(payout)).toMatchObject({ nodes: 2 })
    const { nodes } = await handlers['treasury.nodes']({}, newContext())
    expect(nodes.map(({ chain, host }) => [chain, host])).toEqual(
      [bed.anvil.url, second].map((url) => [CHAIN, new URL(url).host]),
    )
    expect(JSON.stringify([nodes, entries])).not.toContain('geheim')
    await handlers['treasury.removeNode']({ id: nodes[0]?.id ?? '' }, newContext())
    expect((await handlers['treasury.nodes']({}, newContext())).nodes).toHaveLength(1)
  })

  it('of another chain are refused, and without one nothing is asked', async () => {
    const { handlers, newContext, signed, broadcast } = await program({}, [])
    const other = handlers['treasury.addNode']({ chain: 'eip155:8453', url: bed.anvil.url }, newContext())
    await expect(other).rejects.toMatchObject({ code: 'node.other-chain' })
    const payout = await safePayout()
    await signed(payout)
    await expect(broadcast(payout)).rejects.toMatchObject({ code: 'node.none' })
  })

  it('a block that is gone takes back what stood in it, until it is mined again', async () => {
    const { signed, broadcast, reconcile, stateOf } = await program()
    const payout = await safePayout()
    await signed(payout)
    const back = await bed.keep()
    await broadcast(payout)
    await reconcile(payout)
    expect(await stateOf(payout)).toMatchObject({ stage: 'reconciled' })
    await back()
    await bed.mine(3)
    const { findings } = await reconcile(payout)
    expect(findings.map(({ code }) => code)).toContain('broadcast.not-sent')
    expect(await stateOf(payout)).toMatchObject({ stage: 'broadcast', isPaid: false })
    await broadcast(payout, { executor: { kind: 'none' } })
    await reconcile(payout)
    expect(await stateOf(payout)).toMatchObject({ stage: 'reconciled', isPaid: true })
  })
})

describe('a payout of an account', () => {
  async function accountPayout() {
    await bed.send({ from: bed.account(0).address, to: OWNER_ADDRESSES[0], value: 10n ** 18n })
    const held = await deployToken(bed, { symbol: 'WXM', supplyBaseUnits: SUPPLY, holder: OWNER_ADDRESSES[0] })
    const settings: TransactionSettings = { kind: 'account', type: 'eip1559', firstNonce: 0, gasLimit: '90000', ...FEES }
    const treasury = RIG_ACCOUNT
    return preparePayoutV4(inputOf({ treasury, method: 'transfers', settings, token: { ...TOKEN_FACTS, address: held } }))
  }

  it('is sent transaction by transaction in their order, and paid when all of them are', async () => {
    const { proposed, sign, broadcast, reconcile, stateOf } = await program()
    const payout = await accountPayout()
    await proposed(payout)
    for (const { at } of payout.transactions) await sign(payout, { at })
    const executor = { kind: 'none' } as const
    await expect(broadcast(payout, { at: 1, executor })).rejects.toMatchObject({ code: 'broadcast.out-of-order' })
    await broadcast(payout, { executor })
    expect((await reconcile(payout)).findings.map(({ code }) => code)).toContain('reconcile.not-sent')
    for (const { at } of payout.transactions.slice(1)) await broadcast(payout, { at, executor })
    await expect(broadcast(payout, { executor, raisesFees: true })).resolves.toBeDefined()
    await reconcile(payout)
    expect(await stateOf(payout)).toMatchObject({ stage: 'reconciled', isPaid: true, problems: [] })
  })

  it('whose nonce another transaction took is said to be over', async () => {
    const { proposed, sign, broadcast } = await program()
    const payout = await accountPayout()
    await proposed(payout)
    await sign(payout)
    await bed.anvil.rpc('anvil_setNonce', [OWNER_ADDRESSES[0], '0x1'])
    await expect(broadcast(payout, { executor: { kind: 'none' } })).rejects.toMatchObject({ code: 'broadcast.nonce-taken' })
  })

  it('that is void is cancelled by a transfer of nothing to itself', async () => {
    const { proposed, sign, voidPayout, cancel, broadcast, stateOf } = await program()
    const payout = await accountPayout()
    await proposed(payout)
    await sign(payout)
    await voidPayout(payout)
    await cancel(payout)
    await broadcast(payout, { what: 'cancelling', executor: { kind: 'none' } })
    expect(await stateOf(payout)).toMatchObject({
      stage: 'void',
      problems: [],
      transactions: expect.arrayContaining([
        expect.objectContaining({ cancelling: expect.objectContaining({ isSigned: true }) }),
      ]),
    })
  })
})

describe('before anybody signs', () => {
  it('a payee whose payment fails is named, and a payout that works has no findings', async () => {
    const { handlers, newContext } = await program()
    const payout = await safePayout()
    expect(await handlers['treasury.simulate']({ payout }, newContext())).toEqual({ findings: [] })
    const blocked = payout.payees[1]?.address
    const odd = await bed.deploy(bed.contract('OddTokens.sol', 'BlockingToken'), [safe, SUPPLY, blocked])
    const other = await preparePayoutV4(
      inputOf({ treasury: safeFacts(), token: { ...tokenFacts(), address: odd }, settings: { kind: 'safe', firstNonce: 0n } }),
    )
    const { findings } = await handlers['treasury.simulate']({ payout: other }, newContext())
    expect(findings).toMatchObject([{ at: 0, payee: blocked, problem: { code: 'simulate.reverts' } }])
  })

  it('a snapshot tells of the Safe and its token', async () => {
    const { handlers, newContext } = await program()
    const asked = { chain: CHAIN, treasury: safe, token, executor: null, distributor: null, multiSends: [], payees: [] }
    const snapshot = await handlers['treasury.snapshot'](asked, newContext())
    expect(snapshot).toMatchObject({ treasury: { kind: 'safe', threshold: 2, nonce: '0' }, token: { symbol: 'WXM' } })
  })
})
