/** All payouts as rows of one list, whatever their version. */
import type { Token } from '#core/model/money'
import { periodOf } from '#core/rewards/splitFile'
import { evmChainKey, isPracticeChain } from '#core/treasury/model/chainKey'
import type { PayoutMethod } from '#core/treasury/model/payoutFileV4'
import type { TreasuryRecord } from '#core/treasury/model/treasuryRecords'
import type { PayoutStage, PayoutState } from '#core/treasury/state/payoutStateModel'
import type { AllPayouts } from '../../../data/treasury/payoutQueries'
import { type NamedText, payoutFile } from './payoutFiles'
import { nextStep } from './stageWords'

export interface PayoutRow {
  id: string
  period: string
  /** Null for one of an earlier version, which always sets a root. */
  method: PayoutMethod | null
  amountBaseUnits: string
  token: Token
  /** By its name, or its address where it is no treasury here. */
  treasury: string
  state: PayoutState | null
  next: string
  practice: boolean
  madeAt: string
  file: () => NamedText
}

/** The newest first. */
export function payoutRows({ kept, earlier }: AllPayouts, treasuries: readonly TreasuryRecord[]): PayoutRow[] {
  const names = new Map(treasuries.map(({ facts, name }) => [`${facts.chain} ${facts.address}`, name]))
  const nameOf = (chain: string, address: string) => names.get(`${chain} ${address}`) ?? address
  const rows: PayoutRow[] = [
    ...kept.map(({ id, payout, state, practice, createdAt }) => ({
      id,
      period: periodOf(payout.split).name,
      method: payout.method,
      amountBaseUnits: payout.totals.payeesBaseUnits,
      token: payout.token,
      treasury: nameOf(payout.treasury.chain, payout.treasury.address),
      state,
      next: nextStep(state),
      practice,
      madeAt: createdAt,
      file: () => payoutFile(payout, state.stage),
    })),
    ...earlier.map(({ signature, payout }) => {
      const chain = payout.transaction ? evmChainKey(payout.transaction.chainId) : ''
      return {
        id: signature.id,
        period: periodOf(payout.split).name,
        method: null,
        amountBaseUnits: payout.totals.periodBaseUnits,
        token: payout.split.token,
        treasury: nameOf(chain, signature.signer),
        state: null,
        next: 'Signed, was never sent by Commonmast',
        practice: signature.simulated || (chain !== '' && isPracticeChain(chain)),
        madeAt: signature.createdAt,
        file: () => payoutFile(payout, 'signed'),
      }
    }),
  ]
  return rows.sort((one, other) => (one.madeAt > other.madeAt ? -1 : 1))
}

/** Those of the stages; an earlier version's are signed. */
export function ofStage(rows: readonly PayoutRow[], stage: PayoutStage | null): PayoutRow[] {
  return rows.filter(({ state }) => stage === null || (state?.stage ?? 'signed') === stage)
}
