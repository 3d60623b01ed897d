import { describe, expect, it } from 'vitest'
import { EXAMPLE_SNAPSHOT } from '#core/treasury/chain/exampleSnapshot'
import { sealSnapshot } from '#core/treasury/chain/snapshot'
import { ACCOUNT_TREASURY, DISTRIBUTOR, SAFE_TREASURY, splitOf, TOKEN_FACTS } from '#core/treasury/payout/examplePayoutV4'
import { NO_SETTINGS, type PayoutChoice, payoutInput, settingsOf } from './payoutDraft'

const at = '2026-10-01T00:00:00.000Z'
const recordOf = (facts: typeof ACCOUNT_TREASURY) => ({
  ...{ id: 't', name: 'Treasury', facts, signers: [], distributors: [], checked: null, createdAt: at, updatedAt: at },
})
const SETTINGS = {
  ...NO_SETTINGS,
  nonce: '7',
  gasLimit: '90000',
  rootGasLimit: '200000',
  maxFeeGwei: '1.5',
  priorityFeeGwei: '1',
}

function choiceOf(changes: Partial<PayoutChoice> = {}): PayoutChoice {
  return {
    split: splitOf(),
    treasury: recordOf(ACCOUNT_TREASURY),
    token: { id: 'k', facts: TOKEN_FACTS, checked: null, createdAt: at, updatedAt: at },
    method: 'transfers',
    distributor: null,
    settings: SETTINGS,
    ...{ isFirst: true, isFirstRoot: false, isAnotherPeriod: false, snapshot: null, heldNonces: new Set<string>() },
    ...changes,
  }
}
const inputOf = (changes: Partial<PayoutChoice> = {}) => payoutInput(choiceOf(changes), { previous: [] })

describe('a typed payout', () => {
  it('keeps fees in wei, and has one gas price on a legacy chain', () => {
    expect(inputOf().settings).toMatchObject({ type: 'eip1559', firstNonce: 7, maxFeePerGasWei: '1500000000' })
    expect(inputOf({ settings: { ...SETTINGS, isLegacy: true, priorityFeeGwei: '' } }).settings).toMatchObject({
      type: 'legacy',
      maxPriorityFeePerGasWei: '1500000000',
    })
  })

  it('takes nothing but the nonce for a Safe', () => {
    const settings = { ...NO_SETTINGS, nonce: '12' }
    expect(inputOf({ treasury: recordOf(SAFE_TREASURY), method: 'safe', settings }).settings).toEqual({
      kind: 'safe',
      firstNonce: 12n,
    })
  })

  it.each([
    ['nonce', { nonce: '' }],
    ['nonce', { nonce: '0x7' }],
    ['gasLimit', { gasLimit: '9.5' }],
    ['maxFeeGwei', { maxFeeGwei: 'a lot' }],
  ] as const)('names %s where it is %j', (field, wrong) => {
    expect(() => inputOf({ settings: { ...SETTINGS, ...wrong } })).toThrow(expect.objectContaining({ field }))
  })

  it('needs a distributor for a root, and says whether it is the first there', () => {
    expect(() => inputOf({ method: 'merkle' })).toThrow(expect.objectContaining({ code: 'payout.no-distributor' }))
    const distributor = { kind: 'cumulative' as const, address: DISTRIBUTOR }
    expect(inputOf({ method: 'merkle', distributor, isFirstRoot: true }).distributor).toEqual({ ...distributor, firstRoot: true })
  })

  it('is a first one only where nothing was paid before', () => {
    expect(payoutInput(choiceOf(), { previous: [{}] }).first).toBe(false)
    expect(inputOf().first).toBe(true)
  })

  it('takes nonce and fees from a snapshot, and leaves the gas', () => {
    const snapshot = sealSnapshot(EXAMPLE_SNAPSHOT)
    const settings = settingsOf(snapshot, { ...NO_SETTINGS, gasLimit: '80000' })
    expect(settings.nonce).toBe(snapshot.treasury.nonce)
    expect(settings.gasLimit).toBe('80000')
    expect(settings.maxFeeGwei).not.toBe('')
  })
})
