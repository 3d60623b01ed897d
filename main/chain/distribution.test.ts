import { StandardMerkleTree } from '@openzeppelin/merkle-tree'
import type { Address, Hex } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Claim, claimCall, type Distributor, setRootCall } from '#core/treasury/chain/distributorCalls'
import type { Distribution } from '#core/treasury/chain/reconcileDistribution'
import type { DistributorKind } from '#core/treasury/model/payoutFileV4'
import { payeeCall } from '#core/treasury/payeeCalls'
import { openNodeChain } from './nodeChain'
import { reconcileRoot } from './reconcilePayout'
import { type RootTrial, simulateRoot } from './simulateRoot'
import { takeSnapshot } from './takeSnapshot'
import { deployToken } from './testing/openZeppelinToken'
import { newPayees, openSafeBed, type SafeBed } from './testing/safeBed'
import { startProxy } from './testing/startProxy'

const LEAVES = newPayees(20)
const TOTAL = LEAVES.reduce((sum, { amountBaseUnits }) => sum + amountBaseUnits, 0n)
let bed: SafeBed
let token: Address

beforeAll(async () => {
  bed = await openSafeBed()
})
beforeEach(async () => {
  token = await deployToken(bed, { supplyBaseUnits: 10n ** 9n, holder: bed.safe })
})
afterAll(() => bed.stop())

async function deployed(kind: DistributorKind, owner: Address): Promise<Distributor> {
  const [name, args] = kind === 'universal-rewards' ? ['RewardsDistributor', [owner]] : ['CumulativeDistributor', [token, owner]]
  return { kind, token, address: await bed.deploy(bed.contract('CumulativeDistributor.sol', String(name)), args as unknown[]) }
}

/** The tree of all leaves, as this kind of contract hashes them, and the fourth account's claim. */
function treeFor(kind: DistributorKind, leaves = LEAVES): { root: Hex; claim: Claim } {
  const rewards = kind === 'universal-rewards'
  const values = leaves.map(({ payee, amountBaseUnits }) =>
    rewards ? [payee, token, amountBaseUnits] : [payee, amountBaseUnits],
  )
  const tree = StandardMerkleTree.of(values, rewards ? ['address', 'address', 'uint256'] : ['address', 'uint256'])
  const { payee: account, amountBaseUnits: cumulativeBaseUnits } = leaves[3] ?? { payee: bed.safe, amountBaseUnits: 0n }
  return { root: tree.root as Hex, claim: { account, cumulativeBaseUnits, proof: tree.getProof(3) as Hex[] } }
}

function trialOf(
  distributor: Distributor,
  owner: Address,
  { previousBaseUnits = 0n, tree = treeFor(distributor.kind), ...change }: TrialChange = {},
): RootTrial {
  const claims = [{ ...tree.claim, previousBaseUnits }]
  return { distributor, owner, treasury: bed.safe, fundBaseUnits: TOTAL, root: tree.root, claims, ...change }
}

interface TrialChange extends Partial<RootTrial> {
  previousBaseUnits?: bigint
  tree?: ReturnType<typeof treeFor>
}

/** Sends from the Safe itself, which has coin for its gas. */
async function sendAsSafe(call: { to: Address; data: Hex }): Promise<void> {
  await bed.anvil.rpc('anvil_impersonateAccount', [bed.safe])
  await bed.anvil.rpc('anvil_setBalance', [bed.safe, '0xde0b6b3a7640000'])
  await bed.send({ from: bed.safe, ...call })
}
const fund = (distributor: Address, amountBaseUnits: bigint) =>
  sendAsSafe(payeeCall(token, { address: distributor, amountBaseUnits }))

it.each<DistributorKind>(['cumulative', 'universal-rewards'])(
  '[CH17] one proof is tried before a root is set, owned by the treasury or by another: %s',
  async (kind) => {
    for (const owner of [bed.safe, bed.account(6).address]) {
      const distributor = await deployed(kind, owner)
      expect(await simulateRoot(bed.chain, trialOf(distributor, owner))).toEqual({ works: true })
    }
  },
)

it('[CH17] pay-12: a tree that hashes its leaves in another way than the contract is found before it is set', async () => {
  const distributor = await deployed('universal-rewards', bed.safe)
  const result = await simulateRoot(bed.chain, trialOf(distributor, bed.safe, { tree: treeFor('cumulative') }))
  expect(result).toMatchObject({ works: false, at: 'claim', message: expect.stringContaining('wrong proof') })
})

it('[CH17] a wrong owner and too little money are named', async () => {
  const distributor = await deployed('cumulative', bed.account(6).address)
  const trial = (change: TrialChange) => simulateRoot(bed.chain, trialOf(distributor, bed.account(6).address, change))
  expect(await trial({ owner: bed.account(7).address })).toMatchObject({
    works: false,
    at: 'set-root',
    message: expect.stringContaining('not the owner'),
  })
  expect(await trial({ fundBaseUnits: 10n ** 10n })).toMatchObject({ works: false, at: 'fund' })
  expect(await trial({ fundBaseUnits: 0n })).toMatchObject({ works: false, at: 'claim' })
})

it.each<DistributorKind>(['cumulative', 'universal-rewards'])(
  '[CH17] the proof of one who was there before and has claimed is tried by what the chain says: %s',
  async (kind) => {
    const owner = bed.account(0).address
    const distributor = await deployed(kind, owner)
    const { root, claim } = treeFor(kind)
    await fund(distributor.address, TOTAL)
    await bed.send(setRootCall(distributor, root))
    await bed.send(claimCall(distributor, claim))
    const more = LEAVES.map((leaf) => ({ ...leaf, amountBaseUnits: leaf.amountBaseUnits + 500n }))
    const change = { tree: treeFor(kind, more), previousBaseUnits: claim.cumulativeBaseUnits, fundBaseUnits: 500n * 20n }
    expect(await simulateRoot(bed.chain, trialOf(distributor, owner, change))).toEqual({ works: true })
    // Files that know of less than was claimed go on from another root.
    const behind = { ...change, previousBaseUnits: claim.cumulativeBaseUnits - 1n }
    expect(await simulateRoot(bed.chain, trialOf(distributor, owner, behind))).toMatchObject({
      works: false,
      message: expect.stringContaining('another root was set meanwhile'),
    })
  },
)

it('[CH17] a contract that pays the same claim twice is found before it has a root', async () => {
  const source = bed.contract('CumulativeDistributor.sol', 'ForgetfulDistributor')
  const address = await bed.deploy(source, [token, bed.safe])
  const trial = trialOf({ kind: 'cumulative', token, address }, bed.safe)
  expect(await simulateRoot(bed.chain, trial)).toMatchObject({ works: false, message: expect.stringContaining('a second time') })
})

it('[CH17] a node that cannot try it says that nothing is proved', async () => {
  const distributor = await deployed('cumulative', bed.safe)
  const proxy = await startProxy(bed.anvil.url, async ({ method, params, id }, honest) =>
    method === 'eth_call' && params.length > 2 ? { jsonrpc: '2.0', id, result: '0x' } : await honest(),
  )
  try {
    const result = await simulateRoot(await openNodeChain(proxy.url), trialOf(distributor, bed.safe))
    expect(result).toMatchObject({ works: null, message: expect.stringContaining('cannot try') })
  } finally {
    await proxy.stop()
  }
})

it.each<DistributorKind>(['cumulative', 'universal-rewards'])(
  '[CH7] root, money and claims are read from the chain: %s',
  async (kind) => {
    const owner = bed.account(0).address
    const distributor = await deployed(kind, owner)
    const { root, claim } = treeFor(kind)
    const leaves = LEAVES.map(({ payee, amountBaseUnits }) => ({ account: payee, cumulativeBaseUnits: amountBaseUnits }))
    const wanted = { root, token, distributor: distributor.address, leaves }
    const { number: fromBlock } = await bed.chain.head()
    const before = await reconcileRoot(bed.chain, wanted, { fromBlock, toBlock: fromBlock })
    expect(before.findings.map(({ code }) => code)).toEqual(['another-root', 'not-enough'])
    await fund(distributor.address, TOTAL)
    await bed.send(setRootCall(distributor, root))
    await bed.send(claimCall(distributor, claim))
    const { number: toBlock } = await bed.chain.head()
    const after = await reconcileRoot(bed.chain, wanted, { fromBlock, toBlock })
    expect(after).toMatchObject({
      stands: true,
      fundedBaseUnits: TOTAL,
      claimedBaseUnits: claim.cumulativeBaseUnits,
      findings: [],
    })
    expect(after.claims[3]).toEqual({ account: claim.account, claimedBaseUnits: claim.cumulativeBaseUnits, leftBaseUnits: 0n })
    const { distributor: snapshot } = await takeSnapshot(bed.chain, {
      treasury: bed.safe,
      token,
      distributor: distributor.address,
      now: new Date(),
    })
    expect(snapshot).toMatchObject({
      root,
      owner,
      token: kind === 'universal-rewards' ? null : token,
      tokenBaseUnits: after.unclaimedBaseUnits.toString(),
    })
  },
)

describe('a distributor that began nobody knows when', () => {
  /** As if ten millions of blocks had been before, of which its node keeps no states and no logs. */
  const BEGAN = 10_000_000n
  let old: SafeBed
  let range: { fromBlock: null; toBlock: bigint }
  let wanted: Distribution

  beforeAll(async () => {
    old = await openSafeBed('1.4.1', { flags: ['--number', String(BEGAN)] })
    const owner = old.account(0).address
    token = await deployToken(old, { supplyBaseUnits: 10n ** 9n, holder: owner })
    const address = await old.deploy(old.contract('CumulativeDistributor.sol', 'CumulativeDistributor'), [token, owner])
    const distributor = { kind: 'cumulative', token, address } as const
    const { root, claim } = treeFor('cumulative')
    await old.send(payeeCall(token, { address, amountBaseUnits: TOTAL }))
    await old.send(setRootCall(distributor, root))
    await old.send(claimCall(distributor, claim))
    const leaves = LEAVES.map(({ payee, amountBaseUnits }) => ({ account: payee, cumulativeBaseUnits: amountBaseUnits }))
    wanted = { root, token, distributor: address, leaves }
    range = { fromBlock: null, toBlock: (await old.chain.head()).number }
  })
  afterAll(() => old.stop())

  /** @param before what the node tells of the time before: that there was nothing, or that it keeps no states */
  async function reconciled(changed: Partial<Distribution>, before: 'nothing' | 'no-states', mostBlocks = 1_000_000n) {
    const asked: bigint[] = []
    const proxy = await startProxy(old.anvil.url, async ({ method, params, id }, honest) => {
      const refused = { jsonrpc: '2.0', id, error: { code: -32000, message: 'missing trie node, or too many blocks' } }
      if (method === 'eth_getCode' && before === 'no-states') return refused
      if (method === 'eth_getCode' && BigInt(String(params[1])) < BEGAN) return { jsonrpc: '2.0', id, result: '0x' }
      if (method !== 'eth_getLogs') return await honest()
      const [{ fromBlock, toBlock }] = params as [{ fromBlock: Hex; toBlock: Hex }]
      if (BigInt(toBlock) - BigInt(fromBlock) >= mostBlocks) return refused
      asked.push(BigInt(fromBlock))
      return BigInt(toBlock) < BEGAN ? { jsonrpc: '2.0', id, result: [] } : await honest()
    })
    try {
      const chain = await openNodeChain(proxy.url)
      return { result: await reconcileRoot(chain, { ...wanted, ...changed }, range), asked }
    } finally {
      await proxy.stop()
    }
  }
  const lacking = () => ({ leaves: [...wanted.leaves, { account: old.safe, cumulativeBaseUnits: 7n }] })

  it('[CH7] is read back to its first block and not before, by a node that keeps old states', async () => {
    const { result, asked } = await reconciled(lacking(), 'nothing')
    expect(result).toMatchObject({ claimedBaseUnits: LEAVES[3]?.amountBaseUnits, findings: [{ code: 'not-enough' }] })
    expect(result.findings[0]?.message).toContain('lacks 7 base units')
    expect(asked.every((block) => block > BEGAN)).toBe(true)
  })

  it('[CH7] is read backwards only as far as it answers, also where ranges are limited', async () => {
    const { result, asked } = await reconciled({}, 'no-states', 300n)
    expect(result).toMatchObject({ stands: true, claimedBaseUnits: LEAVES[3]?.amountBaseUnits })
    expect(asked.every((block) => block > range.toBlock - 2_000n)).toBe(true)
  })

  it('[CH7] is not decided where its claims go back further than can be read', async () => {
    await expect(reconciled(lacking(), 'no-states')).rejects.toMatchObject({ code: 'reconcile.no-first-block' })
  })
})
