/** What can fail when an account pays, its payees one by one or a root and its money, through the commands that a person uses. */
import type { Address } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { numberToHex } from 'viem/utils'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { setRootCall } from '#core/treasury/chain/distributorCalls'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import { payeeCall } from '#core/treasury/payeeCalls'
import { KEYS } from '#core/treasury/payout/examplePayoutV4'
import { memberProofs } from '#core/treasury/payout/memberProofs'
import type { PayoutInputV4 } from '#core/treasury/payout/preparePayoutV4'
import { deployToken } from '../../chain/testing/openZeppelinToken'
import { largeSplit } from '../../services/testing/largeSplit'
import { CHAIN, openPayoutBed, type PayoutBed, SUPPLY } from '../testing/payoutBed'

const owner = privateKeyToAccount(KEYS[0] ?? '0x')
let bed: PayoutBed

beforeAll(async () => {
  bed = await openPayoutBed()
  await bed.anvil.rpc('anvil_setBalance', [owner.address, numberToHex(10n ** 20n)])
})
beforeEach(() => bed.begin())
afterEach(() => bed.end())
afterAll(() => bed.stop())

interface Gas {
  gasLimit?: string
  rootGasLimit?: string
}
async function settingsOf({ gasLimit = '90000', rootGasLimit = gasLimit }: Gas = {}): Promise<PayoutInputV4['settings']> {
  const firstNonce = Number(await bed.chain.nonce(owner.address, 'latest'))
  const fees = { maxFeePerGasWei: '20000000000', maxPriorityFeePerGasWei: '1000000000' }
  return { kind: 'account', type: 'eip1559', firstNonce, gasLimit, rootGasLimit, ...fees }
}
const treasury = { kind: 'account', chain: CHAIN, address: owner.address } as const
const newToken = () => deployToken(bed, { supplyBaseUnits: SUPPLY, holder: owner.address })
/** Signed whole by the account, so that nobody else pays. */
const broadcast = (confirmations: string[], more: string[] = [], name = 'payout') =>
  bed.broadcast(confirmations, { executor: null, more, name })
const sendAsOwner = async (call: { to: Address; data: `0x${string}` }) => {
  await bed.anvil.rpc('anvil_impersonateAccount', [owner.address])
  await bed.send({ from: owner.address, ...call })
}

it('pays its payees in the order of its nonces, and a gap is said before anything is sent', async () => {
  const token = await newToken()
  const payout = await bed.payoutOf(owner.address, token, 2, { treasury, method: 'transfers', settings: await settingsOf() })
  const confirmations = await bed.signed(payout)
  const gap = await bed.broadcast(confirmations, { executor: null, wait: '0', more: ['--at', '1'] })
  expect(gap).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('[broadcast.out-of-order]') })
  expect(await bed.held(token, owner.address)).toBe(SUPPLY)
  expect(await broadcast(confirmations)).toMatchObject({ exitCode: 0 })
  expect(await bed.reconcile()).toMatchObject({ exitCode: 0, report: { isPaid: true } })
})

it('[TC9] one payee that reverts holds up nobody behind it, and only that one is paid by the next payout', async () => {
  const split = largeSplit('january', 3, 10n ** 12n)
  const blocked = split.members[1]?.address
  const token = await bed.deploy(bed.contract('OddTokens.sol', 'BlockingToken'), [owner.address, SUPPLY, blocked])
  const payout = await bed.payoutOf(owner.address, token, 3, { treasury, method: 'transfers', settings: await settingsOf() })
  const confirmations = await bed.signed(payout)
  for (const _time of ['once', 'and again']) {
    expect(await broadcast(confirmations)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('failed in') })
  }
  const { report } = await bed.reconcile()
  expect(report).toMatchObject({ isPaid: false, stage: 'part-paid', findings: [{ code: 'broadcast.failed' }] })
  expect(report.unpaid.map(({ address }: { address: string }) => address)).toEqual([blocked])
  const replaces = { payout, reason: 'one payee could not be paid', unpaid: await bed.unpaid() }
  const rest = { treasury, method: 'transfers', settings: await settingsOf(), replaces } as const
  expect((await bed.payoutOf(owner.address, token, 3, rest)).payees.map(({ address }) => address)).toEqual([blocked])
})

describe('a root and its money', () => {
  async function rootPayout(gas: Gas, changes: Partial<PayoutInputV4> & { owner?: Address } = {}) {
    const { owner: ofRoot = owner.address, ...more } = changes
    const token = (more.token?.address as Address | undefined) ?? (await newToken())
    const distributor = more.distributor ?? {
      kind: 'cumulative' as const,
      address: await bed.deploy(bed.contract('CumulativeDistributor.sol', 'CumulativeDistributor'), [token, ofRoot]),
      firstRoot: true,
    }
    const input = { treasury, method: 'merkle', ...more, distributor, settings: await settingsOf(gas) } as const
    const payout = await bed.payoutOf(owner.address, token, 4, input)
    const { merkle } = payout
    if (!merkle) throw new Error('a payout by a root is expected')
    return { payout, merkle, token, distributor, address: distributor.address as Address }
  }
  const PLENTY = { gasLimit: '90000' }
  const rootOf = ({ merkle }: PayoutFileV4) =>
    setRootCall({ kind: 'cumulative', address: merkle?.distributor as Address }, merkle?.root as `0x${string}`)

  it('[CH17] that the distributor would not take: not even the money is sent', async () => {
    const { payout, token, address } = await rootPayout(PLENTY, { owner: bed.account(6).address })
    const refused = await broadcast(await bed.signed(payout))
    expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('[simulate.set-root]') })
    expect(refused.stderr).toContain('not the owner')
    expect(await bed.held(token, address)).toBe(0n)
  })

  it('[TC8] money was sent and the root failed: its owner sets that root, or another payout takes its place without money', async () => {
    const { payout, merkle, token, distributor, address } = await rootPayout({ gasLimit: '90000', rootGasLimit: '24000' })
    const failed = await broadcast(await bed.signed(payout))
    expect(failed).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('ran out of gas') })
    const { report } = await bed.reconcile()
    expect(report).toMatchObject({ isPaid: false, stage: 'part-paid' })
    const said = report.findings.find(({ code }: { code: string }) => code === 'reconcile.root-not-set')
    expect(said.message).toContain(`the owner of ${address} set the root ${merkle.root}`)
    expect(said.message).toContain('--fund 0')
    expect(await bed.held(token, address)).toBe(BigInt(merkle.fundBaseUnits))

    const unpaid = await bed.unpaid()
    const back = await bed.keep()
    await sendAsOwner(rootOf(payout))
    expect(await bed.reconcile('payout')).toMatchObject({ exitCode: 0, report: { isPaid: true } })
    await back()

    const replaces = { payout, reason: 'its root failed', unpaid }
    const { payout: again } = await rootPayout(PLENTY, {
      ...{ replaces, token: payout.token, distributor: { ...distributor, fundBaseUnits: '0' } },
    })
    expect(await broadcast(await bed.signed(again, 'again'), [], 'again')).toMatchObject({ exitCode: 0 })
    expect(await bed.reconcile('again')).toMatchObject({ exitCode: 0, report: { isPaid: true } })
    expect(await bed.held(token, address)).toBe(BigInt(merkle.fundBaseUnits))
  })

  it('[TC8] the money failed: the root waits for a person, then exactly what lacks is sent by hand', async () => {
    const { payout, merkle, token, address } = await rootPayout({ gasLimit: '30000', rootGasLimit: '90000' })
    const confirmations = await bed.signed(payout)
    expect(await broadcast(confirmations)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('ran out of gas') })
    expect((await bed.reconcile()).report).toMatchObject({ isPaid: false, stage: 'broadcast' })
    expect(await broadcast(confirmations, ['--at', '1'])).toMatchObject({ exitCode: 0 })
    const open = await bed.reconcile()
    expect(open).toMatchObject({ exitCode: 1, report: { isPaid: false, stage: 'mined' } })
    expect(open.stderr).toContain(`lacks ${merkle.fundBaseUnits} base units`)
    expect(open.stderr).toContain(`to ${address}, from any account`)
    await sendAsOwner(payeeCall(token, { address, amountBaseUnits: BigInt(merkle.fundBaseUnits) }))
    expect(await bed.reconcile()).toMatchObject({ exitCode: 0, report: { isPaid: true } })
  })

  it('[CH7] [CH17] a later one is tried with a member who has claimed, and compared without the moves of the one before; dust included', async () => {
    const members = [7, 6, 8, 9].map((index) => bed.account(index).address)
    const [claimant = bed.account(7).address] = members
    const { payout, token, address } = await rootPayout(PLENTY, { split: largeSplit('january', 4, 3n, members) })
    expect(await broadcast(await bed.signed(payout))).toMatchObject({ exitCode: 0 })
    const [proof] = await memberProofs(payout, ['member-1'])
    await bed.send({ to: proof?.claim.to as Address, data: proof?.claim.data as `0x${string}` })
    expect(await bed.held(token, claimant)).toBe(1n)
    const { payout: later } = await rootPayout(PLENTY, {
      ...{ split: largeSplit('february', 4, 10n ** 9n, members), token: payout.token },
      ...{ previous: [payout], distributor: { kind: 'cumulative', address } },
    })
    expect(await broadcast(await bed.signed(later, 'later'), [], 'later')).toMatchObject({ exitCode: 0 })
    expect(await bed.reconcile('later')).toMatchObject({ exitCode: 0, report: { isPaid: true } })
    // The earlier one, which nobody has compared yet, is covered by the later root, where that one's file is given.
    expect((await bed.reconcile()).stderr).toContain('has the root')
    const covered = await bed.reconcile('payout', ['--later', bed.file('later.json')])
    expect(covered).toMatchObject({ exitCode: 0, report: { isPaid: true } })
    const [second] = await memberProofs(later, ['member-1'])
    await bed.send({ to: second?.claim.to as Address, data: second?.claim.data as `0x${string}` })
    expect(await bed.held(token, claimant)).toBe(BigInt(second?.cumulativeBaseUnits ?? 0))
  })
})
