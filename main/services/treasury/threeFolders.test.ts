/** Payouts from a closed period to reconciled, in the data folders of two treasurers and a member, each of whom crashes at each step. */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Address, Hex } from 'viem'
import { type HDAccount, mnemonicToAccount } from 'viem/accounts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readSignedTransaction } from '#core/treasury/chain/signedTransaction'
import { readSnapshot } from '#core/treasury/chain/snapshot'
import { type PayoutFileV4, payoutFileV4Schema } from '#core/treasury/model/payoutFileV4'
import type { PayoutMove } from '#core/treasury/model/payoutMove'
import { type ProofFile, proofFileSchema } from '#core/treasury/model/proofFile'
import type { TokenFacts, TreasuryFacts } from '#core/treasury/model/treasuryFacts'
import { memberProofs, verifyProof } from '#core/treasury/payout/memberProofs'
import { preparePayoutV4 } from '#core/treasury/payout/preparePayoutV4'
import { compareSecondLook, secondLook } from '#core/treasury/payout/secondLook'
import { payoutState } from '#core/treasury/state/payoutState'
import { broadcast } from '../../chain/broadcast'
import { executorTransaction } from '../../chain/executorTransaction'
import { findSafeExecutions } from '../../chain/findSafeExecutions'
import { readContract, TOKEN_ABI } from '../../chain/readContract'
import { takeSnapshot } from '../../chain/takeSnapshot'
import { type ChainBed, openChainBed } from '../../chain/testing/chainBed'
import { deployToken } from '../../chain/testing/openZeppelinToken'
import { createSafe, deploySafeContracts, type SafeContracts } from '../../chain/testing/safeContracts'
import { type ForbiddenNetwork, forbidNetwork } from '../../ledger/testing/forbidNetwork'
import { beginMember, beginTreasurer } from '../testing/crashingTreasurer'
import { type CrashPoints, createCrashPoints, untilDone } from '../testing/crashPoints'
import { largeSplit } from '../testing/largeSplit'
import { OTHER_PATH, stepsOfLearning, stepsOnChain, stepsUntilSigned } from '../testing/treasurerSteps'
import { OWNER_ADDRESSES, OWNER_PATHS } from '../testing/treasuryRig'

const CHAIN = 'eip155:31337'
const SUPPLY = 10n ** 24n
/** The second treasurer's Ledger has another seed. */
const OTHER_SEED = 'legal winner thank year wave sausage worth useful legal winner thank yellow'
const A = OWNER_ADDRESSES[0]
const B = mnemonicToAccount(OTHER_SEED, { path: `m/${OTHER_PATH}` }).address

let bed: ChainBed
let contracts: SafeContracts
let folder: string
let safes = 0n

beforeAll(async () => {
  bed = await openChainBed()
  contracts = await deploySafeContracts(bed, '1.4.1')
  folder = await mkdtemp(join(tmpdir(), 'commonmast-three-'))
})
afterAll(async () => {
  await bed.stop()
  await rm(folder, { recursive: true })
})

/** What lies on the stick between the machines. */
async function onStick<T>(stick: string, fileName: string, read: (document: unknown) => T): Promise<T> {
  return read(JSON.parse(await readFile(join(stick, fileName), 'utf8')))
}

async function balanceOf(token: Address, account: string): Promise<bigint | null> {
  const args = [account as Address] as const
  return readContract(bed.chain, (await bed.chain.head()).number, {
    address: token,
    abi: TOKEN_ABI,
    functionName: 'balanceOf',
    args,
  })
}

async function newSafe() {
  safes += 1n
  const safe = await createSafe(bed, contracts, { owners: [A, B, bed.account(9).address], threshold: 2, salt: safes })
  return { safe, token: await deployToken(bed, { symbol: 'WXM', supplyBaseUnits: SUPPLY, holder: safe }) }
}

/** Two treasurers with folders of their own, and the files that travel between them. */
async function twoTreasurers(name: string, crashes: CrashPoints) {
  const own = await mkdtemp(join(folder, `${name}-`))
  const place = async (part: string) => {
    const path = join(own, part)
    await mkdir(path, { recursive: true })
    return path
  }
  const common = { crashes }
  const a = {
    ...common,
    name: 'A',
    folder: await place('a'),
    publicKeyHex: 'a1'.repeat(32),
    derivationPath: OWNER_PATHS[0],
    ledger: {},
  }
  const b = {
    ...common,
    name: 'B',
    folder: await place('b'),
    publicKeyHex: 'b2'.repeat(32),
    derivationPath: OTHER_PATH,
    ledger: { seed: OTHER_SEED },
  }
  return {
    stick: a.folder,
    member: { ...common, name: 'member', folder: await place('member') },
    asA: <T>(work: (treasurer: Awaited<ReturnType<typeof beginTreasurer>>) => Promise<T>) =>
      untilDone(() => beginTreasurer(a), work),
    asB: <T>(work: (treasurer: Awaited<ReturnType<typeof beginTreasurer>>) => Promise<T>) =>
      untilDone(() => beginTreasurer(b), work),
  }
}

type Parties = Awaited<ReturnType<typeof twoTreasurers>>

/** From the snapshot to both signatures, all without a network. */
async function signedOffline(
  { stick, asA, asB }: Parties,
  prepare: (facts: {
    treasury: TreasuryFacts
    token: TokenFacts
    firstNonce: bigint
    snapshotSha256: string
  }) => Promise<PayoutFileV4>,
): Promise<PayoutFileV4> {
  const network: ForbiddenNetwork = forbidNetwork()
  try {
    const snapshot = await onStick(stick, 'snapshot.json', readSnapshot)
    const { treasury: seen, token: of } = snapshot
    if (seen.kind !== 'safe' || !of) throw new Error('the snapshot is of a Safe and its token')
    const { address, version, owners, threshold, nonce } = seen
    const payout = await prepare({
      treasury: {
        kind: 'safe',
        chain: CHAIN,
        address,
        version,
        owners,
        threshold,
        multiSendCallOnly: contracts.multiSendCallOnly,
      },
      token: { chain: CHAIN, address: of.address, symbol: 'WXM', decimals: 6, codeHash: of.codeHash },
      ...{ firstNonce: BigInt(nonce), snapshotSha256: snapshot.contentSha256 },
    })
    await asA(async (treasurer) => {
      await treasurer.draftAndPropose(payout)
      await treasurer.writeFile('payout.json', payout)
    })
    const proposed = await asA((treasurer) => treasurer.movesOf(payout))
    // The second machine works everything out from the file, and both read the same values aloud.
    const received = await onStick(stick, 'payout.json', (document) => payoutFileV4Schema.parse(document))
    expect(await compareSecondLook(received, await secondLook(payout))).toMatchObject({ isSame: true, differences: [] })
    await asB((treasurer) => treasurer.learn(received, proposed))
    await asA((treasurer) => treasurer.sign(payout, A))
    await asB(async (treasurer) => {
      await treasurer.sign(received, B)
      await treasurer.writeFile(
        'confirmations.json',
        (await treasurer.confirmations(received)).filter(({ signer }) => signer === B),
      )
    })
    const given = await asB((treasurer) => treasurer.confirmations(received))
    await asA(async (treasurer) => {
      for (const confirmation of given) await treasurer.takeConfirmation(confirmation)
    })
    expect(network.attempts).toEqual([])
    return payout
  } finally {
    network.allowAgain()
  }
}

async function captured({ asA }: Parties, safe: Address, token: Address, distributor: Address | null): Promise<void> {
  await asA(async (treasurer) => {
    const snapshot = await takeSnapshot(bed.chain, { treasury: safe, token, distributor, now: new Date() })
    await treasurer.writeFile('snapshot.json', snapshot)
    await treasurer.addNode(CHAIN, bed.anvil.url)
  })
}

/** Sends it, compares it with the chain, and tells the other treasurer. */
async function carriedOut({ asA, asB }: Parties, payout: PayoutFileV4): Promise<PayoutMove[]> {
  await asA((treasurer) => treasurer.broadcast(payout, { kind: 'node-account', address: bed.account(4).address }))
  expect(await asA((treasurer) => treasurer.reconcile(payout))).toMatchObject({ findings: [], nodes: 1 })
  const moves = await asA((treasurer) => treasurer.movesOf(payout))
  await asB((treasurer) => treasurer.learn(payout, moves))
  const [state, other] = [payoutState(payout, moves), payoutState(payout, await asB((treasurer) => treasurer.movesOf(payout)))]
  expect(state).toMatchObject({ stage: 'reconciled', isPaid: true, unpaid: [], problems: [] })
  expect(other).toMatchObject({ stage: 'reconciled', isPaid: true, problems: [] })
  for (const { confirmations } of state.transactions)
    expect(confirmations.map(({ signer }) => signer).sort()).toEqual([A, B].sort())
  return moves
}

it('[PS14] 300 payees of a Safe: each has it once, whatever step the programs end at', async () => {
  const crashes = createCrashPoints()
  const parties = await twoTreasurers('safe', crashes)
  const { safe, token } = await newSafe()
  await captured(parties, safe, token, null)
  const payout = await signedOffline(parties, ({ treasury, token: of, firstNonce, snapshotSha256 }) =>
    preparePayoutV4({
      ...{ split: largeSplit('january', 300, 10n ** 15n), treasury, token: of, method: 'safe' },
      ...{ settings: { kind: 'safe', firstNonce }, previous: [], first: true, snapshotSha256 },
    }),
  )
  expect(payout.payees).toHaveLength(300)
  expect(payout.transactions).toHaveLength(3)
  await carriedOut(parties, payout)
  for (const { address, amountBaseUnits } of payout.payees) expect(await balanceOf(token, address)).toBe(BigInt(amountBaseUnits))
  expect(await balanceOf(token, safe)).toBe(SUPPLY - 10n ** 15n)
  expect(await findSafeExecutions(bed.chain, safe, 0n, (await bed.chain.head()).number)).toHaveLength(3)
  expect(crashes.steps).toEqual([
    'A: file snapshot.json',
    ...stepsUntilSigned([0, 1, 2]),
    ...stepsOnChain([0, 1, 2]),
    ...stepsOfLearning([0, 1, 2]),
  ])
}, 120_000)

it('[PS15] 5,166 payees of a distributor: root and money once, and a member proves and claims, whatever step the programs end at', async () => {
  const crashes = createCrashPoints()
  const parties = await twoTreasurers('merkle', crashes)
  const { safe, token } = await newSafe()
  const distributor = await bed.deploy(bed.contract('CumulativeDistributor.sol', 'CumulativeDistributor'), [token, safe])
  const claimant = bed.account(7)
  await captured(parties, safe, token, distributor)
  const payout = await signedOffline(parties, ({ treasury, token: of, firstNonce, snapshotSha256 }) =>
    preparePayoutV4({
      ...{ split: largeSplit('february', 5_166, 10n ** 15n, [claimant.address]), treasury, token: of, method: 'merkle' },
      ...{ distributor: { kind: 'cumulative', address: distributor, firstRoot: true } },
      ...{ settings: { kind: 'safe', firstNonce }, previous: [], first: true, snapshotSha256 },
    }),
  )
  expect(payout.merkle?.leaves).toHaveLength(5_166)
  await carriedOut(parties, payout)
  expect(await balanceOf(token, distributor)).toBe(10n ** 15n)

  const [proof] = await memberProofs(payout, ['member-1'])
  if (!proof) throw new Error('the member has no proof')
  await verifiedOffline(parties.member, proof)
  await claimedOnce(parties.member, claimant)
  expect(await balanceOf(token, claimant.address)).toBe(BigInt(proof.cumulativeBaseUnits))
  expect(await balanceOf(token, distributor)).toBe(10n ** 15n - BigInt(proof.cumulativeBaseUnits))
  expect(crashes.steps).toEqual([
    'A: file snapshot.json',
    ...stepsUntilSigned([0]),
    ...stepsOnChain([0]),
    ...stepsOfLearning([0]),
    ...['member: file proof.json', 'member: file claim.json', 'member: node is given the claim'],
  ])
}, 240_000)

/** The member's own machine checks the proof from its file alone. */
async function verifiedOffline(member: Parties['member'], proof: ProofFile): Promise<void> {
  const network = forbidNetwork()
  try {
    await untilDone(
      async () => beginMember(member),
      (program) => program.writeFile('proof.json', proof),
    )
    expect(await verifyProof(await onStick(member.folder, 'proof.json', (document) => document))).toEqual([])
    expect(network.attempts).toEqual([])
  } finally {
    network.allowAgain()
  }
}

/** The claim is signed and written down before it is sent, so that the same one is sent again. */
async function claimedOnce(member: Parties['member'], claimant: HDAccount): Promise<void> {
  await untilDone(
    async () => beginMember(member),
    async (program) => {
      const { claim } = proofFileSchema.parse(await program.readFile('proof.json'))
      if ((await program.readFile('claim.json')) === null) {
        const call = { to: claim.to as Address, data: claim.data as Hex, value: 0n }
        const unsigned = await executorTransaction(bed.chain, { from: claimant.address, call, capWei: 10n ** 12n })
        const { nonce, gasLimit, fees } = unsigned
        if (fees.kind === 'legacy') throw new Error('a chain with EIP-1559 is expected')
        const { maxFeePerGasWei: maxFeePerGas, maxPriorityFeePerGasWei: maxPriorityFeePerGas } = fees
        const common = { chainId: bed.chainId, nonce: Number(nonce), gas: gasLimit, ...call }
        await program.writeFile('claim.json', {
          raw: await bed.sign(claimant, { type: 'eip1559', ...common, maxFeePerGas, maxPriorityFeePerGas }),
        })
      }
      const { raw } = (await program.readFile('claim.json')) as { raw: Hex }
      const attempt = await readSignedTransaction(raw)
      const chain = { ...bed.chain, send: (bytes: Hex) => program.before('node is given the claim', () => bed.chain.send(bytes)) }
      const request = { attempts: [attempt] as const, confirmations: 1n, fromBlock: 0n, blockBefore: null }
      for (;;) {
        const { now } = await broadcast(chain, request)
        if (now.state === 'final') return
      }
    },
  )
}
