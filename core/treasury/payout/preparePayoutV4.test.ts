import { describe, expect, it } from 'vitest'
import { examplePayout, exampleSignedPayout } from '../../payout/examplePayout'
import type { PayoutFileV4 } from '../model/payoutFileV4'
import { conservationOf } from './conservation'
import {
  ACCOUNT_SETTINGS,
  BY_ACCOUNT,
  BY_ROOT,
  DISTRIBUTOR,
  inputOf,
  OTHER_DISTRIBUTOR,
  payoutOf,
  SAFE_TREASURY,
  splitOf,
  TOKEN_FACTS,
} from './examplePayoutV4'
import { type PayoutInputV4, preparePayoutV4 } from './preparePayoutV4'
import { verifyPayoutV4 } from './verifyPayoutV4'
import { withFirstPayments } from './withFirstPayments'

const ADA = '0xC347B7Ade2b3b833C08e431C65463Aada34107B5'
const BO = '0xB298394f965D5C1c55126882103E7b43B8f02F0D'
const refused = (code: string) => expect.objectContaining({ code })
const refuse = (changes: Partial<PayoutInputV4>, code: string) =>
  expect(preparePayoutV4(inputOf(changes))).rejects.toThrow(refused(code))
const amountOf = ({ payees }: PayoutFileV4, address: string) => payees.find((payee) => payee.address === address)?.amountBaseUnits
const leafOf = ({ merkle }: PayoutFileV4, address: string) =>
  merkle?.leaves.find((leaf) => leaf.address === address)?.cumulativeBaseUnits
const february = splitOf({ period: 'february', amount: 501n })
const march = splitOf({ period: 'march', amount: 502n })

describe('preparePayoutV4', () => {
  it('[PY1] makes the same file from the same input, which verifies', async () => {
    const cases = [
      {},
      BY_ACCOUNT,
      BY_ROOT,
      { ...BY_ROOT, distributor: { ...BY_ROOT.distributor, kind: 'universal-rewards' as const } },
    ]
    for (const changes of cases) {
      const payout = await payoutOf(changes)
      expect(await payoutOf(changes)).toEqual(payout)
      expect(await verifyPayoutV4(JSON.parse(JSON.stringify(payout)))).toEqual([])
    }
  })

  it('[PY2] wants to know what was paid before: the last payout, or that there is none (pay-07)', async () => {
    await refuse({ previous: [] }, 'payout.first-unsaid')
    const january = await payoutOf()
    await refuse({ previous: [january], first: true, split: february }, 'payout.not-first')
    await refuse({ previous: [{ ...january, method: 'merkle' }], split: february }, 'payout.previous-does-not-hold')
    await refuse({ previous: [{ format: 'other' }], split: february }, 'payout.not-a-payout')
  })

  it('[PY3] pays no period twice, however many payouts ago it was and whichever files are given (pay-01)', async () => {
    const january = await payoutOf()
    const second = await payoutOf({ previous: [january], split: february })
    expect(second.periods.map(({ id }) => id)).toEqual(['january', 'february'])
    for (const previous of [[second], [january, second], [second, january]]) {
      await refuse({ previous }, 'payout.paid-already')
      expect((await payoutOf({ previous, split: march })).periods).toHaveLength(3)
    }
    await refuse({ previous: [second], split: splitOf({ period: 'april' }) }, 'payout.same-content')
    expect((await payoutOf({ previous: [second], split: splitOf({ period: 'april' }), again: true })).periods).toHaveLength(3)
  })

  it('[PY3] goes on from payouts of different treasuries, and refuses two that pay the same', async () => {
    const january = await payoutOf()
    const elsewhere = await payoutOf({ ...BY_ACCOUNT, split: february })
    const both = await payoutOf({ previous: [january, elsewhere], split: march })
    expect(both.periods.map(({ id }) => id).sort()).toEqual(['february', 'january', 'march'])
    expect(both.previousPayouts.sort()).toEqual([january.contentSha256, elsewhere.contentSha256].sort())
    const fork = await payoutOf({ previous: [january], split: march })
    const other = await payoutOf({ previous: [january], split: february })
    await refuse({ previous: [fork, other], split: splitOf({ period: 'may', amount: 9n }) }, 'payout.previous-forked')
  })

  it('[PY4] takes payouts of earlier versions, and goes on from their running totals at the same contract', async () => {
    const signed = await exampleSignedPayout()
    const split = february
    const previous = [signed]
    const safe = await payoutOf({ previous, split })
    expect(safe.periods.map(({ id }) => id)).toEqual(['period-1', 'february'])
    const root = await payoutOf({ ...BY_ROOT, previous, split })
    expect(root.merkle?.previousRoot).toBe(signed.merkle.root)
    for (const { address, cumulativeBaseUnits } of signed.payees) {
      expect(BigInt(leafOf(root, address) ?? '0')).toBe(BigInt(cumulativeBaseUnits) + BigInt(amountOf(root, address) ?? '0'))
    }
    const nowhere = await examplePayout(null)
    await refuse({ ...BY_ROOT, previous: [nowhere], split }, 'payout.previous-no-contract')
    expect((await payoutOf({ previous: [nowhere], split })).periods).toHaveLength(2)
  })

  it('[PY4] keeps practice and real money apart', async () => {
    const january = await payoutOf()
    const real = { treasury: { ...SAFE_TREASURY, chain: 'eip155:8453' }, token: { ...TOKEN_FACTS, chain: 'eip155:8453' } }
    await refuse({ ...real, previous: [january], split: february }, 'payout.practice-beside-real')
    expect((await payoutOf(real)).periods).toHaveLength(1)
  })

  it('[PY5] pays what was held once there is an address, as it was', async () => {
    const january = await payoutOf()
    const [held] = january.held
    expect(held).toMatchObject({ memberId: 'cy' })
    const split = splitOf({
      period: 'february',
      amount: 501n,
      addresses: { cy: SAFE_TREASURY.kind === 'safe' ? (SAFE_TREASURY.owners[2] ?? null) : null },
    })
    const next = await payoutOf({ previous: [january], split })
    const cy = next.payees.find(({ memberIds }) => memberIds.includes('cy'))
    expect(cy?.fromHeldBaseUnits).toBe(held?.amountBaseUnits)
    expect(BigInt(cy?.amountBaseUnits ?? '0')).toBeGreaterThan(BigInt(held?.amountBaseUnits ?? '0'))
    expect(next.held).toEqual([])
    expect(conservationOf(next)).toMatchObject({ difference: 0n, releasedFromHeld: BigInt(held?.amountBaseUnits ?? '0') })
    expect(await verifyPayoutV4(next)).toEqual([])
  })

  it('[PY7] leaves what members are due who are paid in money in the treasury', async () => {
    const all = await payoutOf()
    const some = await payoutOf({ split: splitOf({ inMoney: ['bo'] }) })
    expect(some.inMoney).toEqual([{ memberId: 'bo', name: 'Bo', amountBaseUnits: amountOf(all, BO) }])
    expect(amountOf(some, BO)).toBeUndefined()
    expect(conservationOf(some)).toMatchObject({ difference: 0n, inMoney: BigInt(amountOf(all, BO) ?? '0') })
    const shared = await payoutOf({ split: splitOf({ inMoney: ['di'] }) })
    expect(shared.payees.find(({ address }) => address === ADA)?.memberIds).toEqual(['ada'])
    expect(await verifyPayoutV4(shared)).toEqual([])
    const withoutAddress = await payoutOf({ split: splitOf({ inMoney: ['cy'] }) })
    expect(withoutAddress.held).toEqual([])
    expect(withoutAddress.inMoney).toEqual(all.held.map(({ reason: _reason, ...due }) => due))
    expect(await verifyPayoutV4(withoutAddress)).toEqual([])
    await refuse({ split: splitOf({ inMoney: ['ada', 'bo', 'di'] }) }, 'payout.nobody')
  })

  it('[PY10] running totals belong to chain, distributor and token: elsewhere they begin at nothing (pay-08)', async () => {
    const january = await payoutOf(BY_ROOT)
    const next = { previous: [january], split: february }
    const atA = await payoutOf({ ...BY_ROOT, ...next })
    expect(leafOf(atA, BO)).toBe((BigInt(leafOf(january, BO) ?? '0') + BigInt(amountOf(atA, BO) ?? '0')).toString())
    const b = { kind: 'cumulative' as const, address: OTHER_DISTRIBUTOR }
    await refuse({ ...BY_ROOT, ...next, distributor: b }, 'payout.distributor-unknown')
    const atB = await payoutOf({ ...BY_ROOT, ...next, distributor: { ...b, firstRoot: true } })
    expect(leafOf(atB, BO)).toBe(amountOf(atB, BO))
    expect(atB.merkle?.previousRoot).toBeNull()
    // A third period at A, from the file of B alone, would begin A's totals anew.
    await refuse({ ...BY_ROOT, previous: [atB], split: march }, 'payout.distributor-unknown')
    const backAtA = await payoutOf({ ...BY_ROOT, previous: [january, atB], split: march })
    expect(backAtA.merkle?.previousRoot).toBe(january.merkle?.root)
    await refuse({ ...BY_ROOT, ...next, distributor: { ...BY_ROOT.distributor, firstRoot: true } }, 'payout.distributor-has-root')
    await refuse(
      { ...BY_ROOT, ...next, distributor: { kind: 'universal-rewards', address: DISTRIBUTOR } },
      'payout.other-distributor-kind',
    )
  })

  it('[PY11] a leaf never falls, also of somebody who is due nothing now', async () => {
    const january = await payoutOf(BY_ROOT)
    const later = await payoutOf({
      ...BY_ROOT,
      previous: [january],
      split: splitOf({ period: 'february', amount: 501n, inMoney: ['bo'] }),
    })
    expect(leafOf(later, BO)).toBe(leafOf(january, BO))
    expect(later.merkle?.fundBaseUnits).toBe(later.totals.payeesBaseUnits)
  })

  it('[PY6] refuses what does not belong together', async () => {
    await refuse({ token: { ...TOKEN_FACTS, symbol: 'HNT' } }, 'payout.other-token')
    await refuse({ token: { ...TOKEN_FACTS, decimals: 18 } }, 'payout.other-decimals')
    await refuse({ token: { ...TOKEN_FACTS, chain: 'eip155:8453' } }, 'payout.other-chain')
    await refuse({ method: 'transfers' }, 'payout.other-method')
    await refuse({ ...BY_ACCOUNT, settings: { kind: 'safe', firstNonce: 1n } }, 'payout.other-settings')
    await refuse({ ...BY_ROOT, distributor: undefined as never }, 'payout.no-distributor')
    await refuse({ ...BY_ROOT, token: { ...TOKEN_FACTS, address: null } }, 'payout.native-distributor')
    await refuse(
      { ...BY_ROOT, distributor: { ...BY_ROOT.distributor, address: DISTRIBUTOR.toLowerCase() } },
      'address.no-checksum',
    )
    await refuse({ treasury: { ...SAFE_TREASURY, address: ADA } as never }, 'payee.contract')
    // The distributor is a member's address: what it is paid by root nobody can claim.
    await refuse({ ...BY_ROOT, split: splitOf({ addresses: { bo: DISTRIBUTOR } }) }, 'payee.contract')
    await refuse({ treasury: { ...SAFE_TREASURY, multiSendCallOnly: ADA } as never }, 'payee.contract')
    await refuse({ token: { ...TOKEN_FACTS, address: ADA } }, 'payee.contract')
    await refuse({ ...BY_ROOT, distributor: { ...BY_ROOT.distributor, address: ADA } }, 'payee.contract')
    await refuse({ treasury: { ...SAFE_TREASURY, threshold: 4 } as never }, 'safe.bad-threshold')
    await refuse({ treasury: { ...SAFE_TREASURY, version: '1.5.0' } as never }, 'safe.version-does-not-pay')
    await refuse({ ...BY_ACCOUNT, settings: { ...ACCOUNT_SETTINGS, gasLimit: '1' } as never }, 'transaction.bad-gas')
    await refuse({ ...BY_ACCOUNT, settings: { ...ACCOUNT_SETTINGS, type: 'legacy' } as never }, 'transaction.bad-fee')
    await refuse(
      { treasury: { kind: 'solana', chain: 'solana:local', address: '1'.repeat(32) }, method: 'solana' },
      'payout.other-chain',
    )
  })
})

describe('a payout in the place of another', () => {
  it('[PY18] of a void one pays everybody, under the same periods', async () => {
    const january = await payoutOf()
    const second = await payoutOf({ previous: [january], split: february })
    const replaces = { payout: second, reason: 'Wrong nonce', unpaid: null }
    const again = await payoutOf({ split: february, replaces, settings: { kind: 'safe', firstNonce: 8n } })
    expect(again.payees).toEqual(second.payees)
    expect(again.periods).toEqual(second.periods)
    expect(again.previousPayouts).toEqual([january.contentSha256])
    expect(again.replaces).toEqual({ payoutSha256: second.contentSha256, reason: 'Wrong nonce', paid: [] })
    expect(await verifyPayoutV4(again)).toEqual([])
    await refuse({ split: march, replaces }, 'payout.replaces-other-split')
    await refuse({ split: february, replaces: { ...replaces, reason: ' ' } }, 'payout.replaces-unsaid')
  })

  it('[PY19] of a part-paid one pays only what is missing, and says what was paid', async () => {
    const january = await payoutOf()
    const whole = BigInt(amountOf(january, BO) ?? '0')
    const unpaid = [{ address: BO, missingBaseUnits: (whole - 5n).toString() }]
    const replaces = { payout: january, reason: 'Bo was not paid', unpaid }
    const rest = await payoutOf({ replaces })
    expect(rest.payees.map(({ address, amountBaseUnits }) => [address, amountBaseUnits])).toEqual([[BO, `${whole - 5n}`]])
    const toAda = BigInt(amountOf(january, ADA) ?? '0')
    expect(conservationOf(rest)).toMatchObject({ difference: 0n, toPayees: whole - 5n, paidBefore: toAda + 5n })
    expect(await verifyPayoutV4(rest)).toEqual([])
    const again = await payoutOf({
      replaces: { payout: rest, reason: 'Again', unpaid: [{ address: BO, missingBaseUnits: '3' }] },
    })
    expect(conservationOf(again)).toMatchObject({ toPayees: 3n, paidBefore: toAda + whole - 3n, difference: 0n })
    await refuse(
      { replaces: { ...replaces, unpaid: [{ address: BO, missingBaseUnits: `${whole + 1n}` }] } },
      'payout.replaces-too-much',
    )
    await refuse(
      { replaces: { ...replaces, unpaid: [{ address: DISTRIBUTOR, missingBaseUnits: '1' }] } },
      'payout.replaces-stranger',
    )
    await refuse({ ...BY_ROOT, distributor: { ...BY_ROOT.distributor, firstRoot: true }, replaces }, 'payout.merkle-part')
  })

  it('[AD10] pays a small first payment at a new address, and the rest in a payout that takes its place', async () => {
    const whole = await payoutOf()
    const bo = BigInt(amountOf(whole, BO) ?? '0')
    const small = await payoutOf({ firstPayments: [BO] })
    const first = BigInt(amountOf(small, BO) ?? '0')
    expect(first * 100n <= bo && first * 1000n > bo).toBe(true)
    expect(small.firstPayments).toEqual([{ address: BO, restBaseUnits: `${bo - first}` }])
    expect(amountOf(small, ADA)).toBe(amountOf(whole, ADA))
    expect(conservationOf(small)).toMatchObject({ restOfFirst: bo - first, difference: 0n })
    expect(await verifyPayoutV4(JSON.parse(JSON.stringify(small)))).toEqual([])

    const unpaid = [{ address: BO, missingBaseUnits: `${bo - first}` }]
    const rest = await payoutOf({ replaces: { payout: small, reason: 'Bo has it', unpaid } })
    expect(rest.payees.map(({ address, amountBaseUnits }) => [address, amountBaseUnits])).toEqual([[BO, `${bo - first}`]])
    expect(conservationOf(rest)).toMatchObject({ paidBefore: BigInt(amountOf(whole, ADA) ?? '0') + first, difference: 0n })
    const again = { payout: small, reason: 'Again', unpaid }
    await refuse({ replaces: again, firstPayments: [BO] }, 'payout.first-payment-again')
    await refuse(
      { replaces: { ...again, unpaid: [{ address: BO, missingBaseUnits: `${bo + 1n}` }] } },
      'payout.replaces-too-much',
    )
    const never = await payoutOf({ replaces: { payout: small, reason: 'Wrong nonce', unpaid: null } })
    expect(never.payees).toEqual(whole.payees)

    // The payout of the next period goes on from both, and nobody is new any more.
    for (const previous of [
      [small, rest],
      [rest, small],
    ]) {
      const next = await payoutOf({ previous, split: february })
      expect(next.periods.map(({ id }) => id)).toEqual(['january', 'february'])
      expect(next.addressConfirmations).toEqual([])
    }
    await refuse({ previous: [small, rest], split: february, firstPayments: [ADA] }, 'payout.first-payment-known')
  })

  it('[AD10] refuses a first payment by a root, to a stranger, and of less than can be divided', async () => {
    await refuse({ ...BY_ROOT, firstPayments: [BO] }, 'payout.first-payment-root')
    await refuse({ firstPayments: [DISTRIBUTOR] }, 'payout.first-payment-stranger')
    await refuse({ firstPayments: [BO, BO] }, 'payout.first-payment-stranger')
    const due = { address: BO, memberIds: ['bo'], amountBaseUnits: '99', fromHeldBaseUnits: '0' }
    const small = { firstPayments: [BO], method: 'safe', replaces: null } as const
    expect(() => withFirstPayments([due], small)).toThrow(refused('payout.first-payment-small'))
    const fromHeld = { ...due, amountBaseUnits: '1000', fromHeldBaseUnits: '995' }
    expect(withFirstPayments([fromHeld], small)).toEqual({
      payees: [{ ...fromHeld, amountBaseUnits: '10', fromHeldBaseUnits: '5' }],
      firstPayments: [{ address: BO, restBaseUnits: '990' }],
    })
  })

  it('[PY18] of a void root goes on from where that one did', async () => {
    const january = await payoutOf(BY_ROOT)
    const second = await payoutOf({ ...BY_ROOT, previous: [january], split: february })
    const again = await payoutOf({ ...BY_ROOT, split: february, replaces: { payout: second, reason: 'Fees', unpaid: null } })
    expect(again.merkle).toEqual(second.merkle)
    const first = await payoutOf({ ...BY_ROOT, replaces: { payout: january, reason: 'Fees', unpaid: null } })
    expect(first.merkle).toEqual(january.merkle)
  })
})
