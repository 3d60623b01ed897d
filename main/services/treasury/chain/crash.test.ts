/** The program ends before each of its lasting steps from draft to paid; the next one goes on, and nobody is paid twice. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Address } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Executor } from '#core/contract/treasuryChainCalls'
import type { ConfirmationFile } from '#core/treasury/model/confirmationFile'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import type { PayoutMove } from '#core/treasury/model/payoutMove'
import { inputOf, splitOf, TOKEN_FACTS } from '#core/treasury/payout/examplePayoutV4'
import { preparePayoutV4 } from '#core/treasury/payout/preparePayoutV4'
import { allowedMoves } from '#core/treasury/state/allowedMoves'
import { payoutState } from '#core/treasury/state/payoutState'
import { readContract, SAFE_ABI, TOKEN_ABI } from '../../../chain/readContract'
import { type ChainBed, openChainBed } from '../../../chain/testing/chainBed'
import { deployToken } from '../../../chain/testing/openZeppelinToken'
import { createSafe, deploySafeContracts } from '../../../chain/testing/safeContracts'
import { createCrashPoints, untilDone } from '../../testing/crashPoints'
import { createMemoryJournal } from '../../testing/memoryJournal'
import { createMemoryVault, createTreasuryRig, OWNER_ADDRESSES, OWNER_PATHS } from '../../testing/treasuryRig'

const CHAIN = 'eip155:31337'
let bed: ChainBed
let safe: Address
let token: Address
let payout: PayoutFileV4
/** Of the second owner, as it comes by file. */
let byFile: ConfirmationFile

beforeAll(async () => {
  bed = await openChainBed()
  const contracts = await deploySafeContracts(bed, '1.4.1')
  safe = await createSafe(bed, contracts, { owners: [...OWNER_ADDRESSES], threshold: 2 })
  token = await deployToken(bed, { symbol: 'WXM', supplyBaseUnits: 10n ** 30n, holder: safe })
  payout = await preparePayoutV4(
    inputOf({
      split: splitOf(),
      token: { ...TOKEN_FACTS, address: token },
      settings: { kind: 'safe', firstNonce: 0n },
      treasury: {
        ...{ kind: 'safe', chain: CHAIN, address: safe, version: '1.4.1', threshold: 2, owners: [...OWNER_ADDRESSES] },
        multiSendCallOnly: contracts.multiSendCallOnly,
      },
    }),
  )
  const folder = await mkdtemp(join(tmpdir(), 'commonmast-crash-'))
  const elsewhere = createTreasuryRig({ folder })
  await elsewhere.proposed(payout)
  const { moves } = await elsewhere.sign(payout, { path: OWNER_PATHS[1] })
  byFile = moves.flatMap(({ fact }) => (fact.kind === 'confirmed' ? [fact.confirmation] : []))[0] as ConfirmationFile
  await rm(folder, { recursive: true, force: true })
}, 60_000)
afterAll(() => bed.stop())

type Program = ReturnType<typeof createTreasuryRig>
type Step = (program: Program, moves: PayoutMove[]) => Promise<{ moves: PayoutMove[] }>

const payoutId = () => payout.contentSha256
const executor = (): Executor => ({ kind: 'node-account', address: bed.account(5).address })
const broadcast = (what: 'payment' | 'cancelling'): Step => {
  return (program, moves) => {
    const { transactions } = payoutState(payout, moves)
    const sent = (what === 'payment' ? transactions[0] : transactions[0]?.cancelling)?.broadcasts.length ?? 0
    // One that was made before is sent again: nobody has to sign it a second time.
    const by: Executor = sent > 0 ? { kind: 'none' } : executor()
    const order = { payoutId: payoutId(), at: 0, what, executor: by, raisesFees: false, maxFeePerGasWei: null }
    return program.handlers['treasury.broadcast'](order, program.newContext())
  }
}

/** What a person does next with what is there, as the screens offer it; null when there is nothing left to do. */
function nextStep(moves: PayoutMove[], isKnown: boolean, meansToVoid: boolean): Step | null {
  if (!isKnown || !moves.some(({ fact }) => fact.kind === 'drafted')) return (program) => program.draft(payout)
  const state = payoutState(payout, moves)
  const allowed = allowedMoves(state)
  if (allowed.propose) return (program) => program.propose(payout)
  if (allowed.sign.includes(0)) {
    const signers = state.transactions[0]?.confirmations.map(({ signer }) => signer) ?? []
    if (!signers.includes(OWNER_ADDRESSES[0])) return (program) => program.sign(payout)
    return (program) => program.handlers['treasury.takeConfirmation']({ confirmation: byFile }, program.newContext())
  }
  if (meansToVoid && allowed.void) return (program) => program.voidPayout(payout)
  if (allowed.cancel.includes(0)) {
    const given = state.transactions[0]?.cancelling?.confirmations.length ?? 0
    return (program) => program.cancel(payout, 0, OWNER_PATHS[given])
  }
  if (state.transactions[0]?.mined == null && allowed.broadcast.includes(0)) return broadcast('payment')
  if (allowed.broadcastCancelling.includes(0)) return broadcast('cancelling')
  if (state.stage === 'mined') {
    return (program) => program.handlers['treasury.reconcile']({ payoutId: payoutId() }, program.newContext())
  }
  return null
}

interface Disk {
  folder: string
  journal: ReturnType<typeof createMemoryJournal>
  vault: ReturnType<typeof createMemoryVault>
}

/** Goes on until nothing is left to do. */
async function live(program: Program, { folder, journal }: Disk, meansToVoid: boolean): Promise<PayoutMove[]> {
  for (;;) {
    const [known] = await program.list()
    const step = nextStep(known?.moves ?? [], known !== undefined, meansToVoid)
    if (!step) return known?.moves ?? []
    const { moves } = await step(program, known?.moves ?? [])
    // Nothing is told that is not on the disk.
    expect((await createTreasuryRig({ folder, journal }).list())[0]?.moves).toEqual(moves)
  }
}

async function newDisk(): Promise<Disk> {
  const disk = {
    folder: await mkdtemp(join(tmpdir(), 'commonmast-crash-')),
    journal: createMemoryJournal(),
    vault: createMemoryVault(),
  }
  await disk.vault.set(`${CHAIN} 127.0.0.1 00000000`, bed.anvil.url)
  return disk
}

const held = async (account: string) =>
  (await readContract(bed.chain, 'latest', {
    address: token,
    abi: TOKEN_ABI,
    functionName: 'balanceOf',
    args: [account as Address],
  })) ?? 0n

async function expectPaidOnce(): Promise<void> {
  for (const { address, amountBaseUnits } of payout.payees) expect(await held(address)).toBe(BigInt(amountBaseUnits))
  expect(await readContract(bed.chain, 'latest', { address: safe, abi: SAFE_ABI, functionName: 'nonce' })).toBe(1n)
}

async function expectNobodyPaid(): Promise<void> {
  for (const { address } of payout.payees) expect(await held(address)).toBe(0n)
  expect(await readContract(bed.chain, 'latest', { address: safe, abi: SAFE_ABI, functionName: 'nonce' })).toBe(1n)
}

const SIGNING = [
  'payout file',
  'journal treasury.payout-kept',
  'journal treasury.move drafted',
  'journal treasury.move proposed',
  `journal treasury.sign-requested 0 of hash 1 by ${OWNER_PATHS[0]}`,
  `journal treasury.move confirmed 0 by ${OWNER_PATHS[0]}`,
  'journal treasury.sign-interrupted',
  `journal treasury.move confirmed 0 by ${OWNER_PATHS[1]}`,
]

describe.each([
  {
    way: 'from draft to paid',
    stage: 'reconciled',
    expectOnChain: expectPaidOnce,
    steps: [
      'journal treasury.move broadcast 0',
      'node is given 1',
      'journal treasury.move mined 0',
      'journal treasury.move reconciled',
    ],
  },
  {
    way: 'from draft to void and cancelled',
    stage: 'void',
    expectOnChain: expectNobodyPaid,
    steps: [
      'journal treasury.move voided',
      `journal treasury.sign-requested 0 of hash 2 by ${OWNER_PATHS[0]}`,
      `journal treasury.move cancelling 0 by ${OWNER_PATHS[0]}`,
      `journal treasury.sign-requested 0 of hash 2 by ${OWNER_PATHS[1]}`,
      `journal treasury.move cancelling 0 by ${OWNER_PATHS[1]}`,
      'journal treasury.move broadcast 0',
      'node is given 1',
      'journal treasury.move mined 0',
    ],
  },
])('$way', ({ stage, expectOnChain, steps }) => {
  it('[TC7] each lasting step of the program may be its last', async () => {
    const back = await bed.keep()
    const disk = await newDisk()
    const crashes = createCrashPoints()
    const moves = await untilDone(
      async () => {
        const life = crashes.begin()
        const program = createTreasuryRig({ ...disk, life })
        program.service.start()
        return { life, program, close: async () => undefined }
      },
      ({ program }) => live(program, disk, stage === 'void'),
    )
    expect(payoutState(payout, moves)).toMatchObject({ stage, problems: [] })
    expect((await createTreasuryRig(disk).list())[0]?.fileState).toBe('whole')
    await expectOnChain()
    expect(crashes.steps).toEqual([...SIGNING, ...steps].map((step) => `treasurer: ${step}`))
    await back()
    await rm(disk.folder, { recursive: true, force: true })
  }, 60_000)
})
