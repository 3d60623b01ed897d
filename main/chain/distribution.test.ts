import { StandardMerkleTree } from '@openzeppelin/merkle-tree'
import type { Address, Hex } from 'viem'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Claim, claimCall, type Distributor, setRootCall } from '#core/treasury/chain/distributorCalls'
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
function treeFor(kind: DistributorKind): { root: Hex; claim: Claim } {
  const rewards = kind === 'universal-rewards'
  const values = LEAVES.map(({ payee, amountBaseUnits }) =>
    rewards ? [payee, token, amountBaseUnits] : [payee, amountBaseUnits],
  )
  const tree = StandardMerkleTree.of(values, rewards ? ['address', 'address', 'uint256'] : ['address', 'uint256'])
  const { payee: account, amountBaseUnits: cumulativeBaseUnits } = LEAVES[3] ?? { payee: bed.safe, amountBaseUnits: 0n }
  return { root: tree.root as Hex, claim: { account, cumulativeBaseUnits, proof: tree.getProof(3) as Hex[] } }
}

function trialOf(distributor: Distributor, owner: Address, change: Partial<RootTrial> = {}): RootTrial {
  const tree = treeFor(distributor.kind)
  return { distributor, owner, treasury: bed.safe, fundBaseUnits: TOTAL, claimedBaseUnits: 0n, ...tree, ...change }
}

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
  const result = await simulateRoot(bed.chain, trialOf(distributor, bed.safe, treeFor('cumulative')))
  expect(result).toMatchObject({ works: false, at: 'claim', message: expect.stringContaining('wrong proof') })
})

it('[CH17] a wrong owner, too little money and an amount claimed before are named', async () => {
  const distributor = await deployed('cumulative', bed.account(6).address)
  const trial = (change: Partial<RootTrial>) => simulateRoot(bed.chain, trialOf(distributor, bed.account(6).address, change))
  expect(await trial({ owner: bed.account(7).address })).toMatchObject({
    works: false,
    at: 'set-root',
    message: expect.stringContaining('not the owner'),
  })
  expect(await trial({ fundBaseUnits: 10n ** 10n })).toMatchObject({ works: false, at: 'fund' })
  expect(await trial({ fundBaseUnits: 0n })).toMatchObject({ works: false, at: 'claim' })
  expect(await trial({ claimedBaseUnits: 1n })).toMatchObject({
    works: false,
    at: 'claim',
    message: expect.stringContaining('base units arrive'),
  })
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
    const { number: from } = await bed.chain.head()
    const before = await reconcileRoot(bed.chain, wanted, from)
    expect(before.findings.map(({ code }) => code)).toEqual(['another-root', 'not-enough'])
    await bed.anvil.rpc('anvil_impersonateAccount', [bed.safe])
    await bed.anvil.rpc('anvil_setBalance', [bed.safe, '0xde0b6b3a7640000'])
    await bed.send({ from: bed.safe, ...payeeCall(token, { address: distributor.address, amountBaseUnits: TOTAL }) })
    await bed.send(setRootCall(distributor, root))
    await bed.send(claimCall(distributor, claim))
    const after = await reconcileRoot(bed.chain, wanted, from)
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
