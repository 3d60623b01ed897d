/** A new payout as it is typed, and as it is prepared. Fees are typed in gwei and kept in wei, exactly. */
import { formatAmount, parseAmount } from '#core/model/money'
import { Problem } from '#core/model/problem'
import type { SplitFile } from '#core/rewards/splitFile'
import type { Snapshot } from '#core/treasury/chain/snapshot'
import type { DistributorKind, PayoutMethod } from '#core/treasury/model/payoutFileV4'
import type { TokenRecord, TreasuryRecord } from '#core/treasury/model/treasuryRecords'
import type { TransactionSettings } from '#core/treasury/payout/payoutParts'
import type { PayoutInputV4 } from '#core/treasury/payout/preparePayoutV4'
import { solanaSettingsFrom } from '#core/treasury/payout/solanaSettings'
import { isOfSolana, type PayoutSnapshot } from './payoutSnapshot'

const GWEI_DECIMALS = 9

export interface TypedSettings {
  nonce: string
  isLegacy: boolean
  gasLimit: string
  rootGasLimit: string
  maxFeeGwei: string
  priorityFeeGwei: string
}

export const NO_SETTINGS: TypedSettings = {
  nonce: '',
  isLegacy: false,
  gasLimit: '',
  rootGasLimit: '',
  maxFeeGwei: '',
  priorityFeeGwei: '',
}

/** What a snapshot tells: everything but the gas, which depends on what is called. */
export function settingsOf({ treasury, fees }: Snapshot, before: TypedSettings): TypedSettings {
  const gwei = (wei: string) => formatAmount(BigInt(wei), GWEI_DECIMALS)
  const isLegacy = fees.kind === 'legacy'
  return {
    ...before,
    nonce: treasury.nonce,
    isLegacy,
    maxFeeGwei: gwei(fees.kind === 'legacy' ? fees.gasPriceWei : fees.maxFeePerGasWei),
    priorityFeeGwei: gwei(fees.kind === 'legacy' ? fees.gasPriceWei : fees.maxPriorityFeePerGasWei),
  }
}

export interface PayoutChoice {
  split: SplitFile
  treasury: TreasuryRecord
  token: TokenRecord
  method: PayoutMethod
  distributor: { kind: DistributorKind; address: string } | null
  settings: TypedSettings
  isFirst: boolean
  isFirstRoot: boolean
  isAnotherPeriod: boolean
  snapshot: PayoutSnapshot | null
  /** Nonces on Solana that other signed payouts hold. */
  heldNonces: ReadonlySet<string>
}

type Before = Pick<PayoutInputV4, 'previous' | 'replaces' | 'firstPayments' | 'addressConfirmations' | 'ownPublicKey'>

/** @throws Problem `settings.*` or `payout.no-distributor`, its `field` the one to correct */
export function payoutInput(choice: PayoutChoice, before: Before): PayoutInputV4 {
  const { split, treasury, token, method, distributor, snapshot, isFirst, isFirstRoot, isAnotherPeriod } = choice
  if (method === 'merkle' && !distributor) {
    throw new Problem(
      'payout.no-distributor',
      'A root is set on a distributor, and this treasury has none for the token: add it to the treasury, or choose another method.',
      { field: 'distributor' },
    )
  }
  return {
    split,
    treasury: treasury.facts,
    token: token.facts,
    method,
    settings: parseSettings(choice),
    ...(method === 'merkle' && distributor ? { distributor: { ...distributor, firstRoot: isFirstRoot } } : {}),
    ...before,
    first: !before.replaces && before.previous.length === 0 && isFirst,
    again: isAnotherPeriod,
    snapshotSha256: snapshot?.contentSha256 ?? null,
  }
}

function parseSettings({ treasury, method, settings, snapshot, heldNonces }: PayoutChoice): TransactionSettings {
  const { kind } = treasury.facts
  if (kind === 'solana') return solanaSettings(snapshot, heldNonces)
  const nonce = wholeNumber(settings.nonce, 'nonce', kind === 'safe' ? 'The Safe’s next nonce' : 'The next nonce')
  if (kind === 'safe') return { kind: 'safe', firstNonce: BigInt(nonce) }
  const maxFeePerGasWei = gwei(settings.maxFeeGwei, 'maxFeeGwei', settings.isLegacy ? 'The gas price' : 'The most per gas')
  return {
    kind: 'account',
    type: settings.isLegacy ? 'legacy' : 'eip1559',
    firstNonce: nonce,
    gasLimit: String(wholeNumber(settings.gasLimit, 'gasLimit', 'The gas limit')),
    rootGasLimit:
      method === 'merkle' ? String(wholeNumber(settings.rootGasLimit, 'rootGasLimit', 'The gas limit of the root')) : undefined,
    maxFeePerGasWei,
    maxPriorityFeePerGasWei: settings.isLegacy
      ? maxFeePerGasWei
      : gwei(settings.priorityFeeGwei, 'priorityFeeGwei', 'The priority fee'),
  }
}

/** Typing some twenty nonces is nobody's work: a snapshot has all of it. */
function solanaSettings(snapshot: PayoutSnapshot | null, heldNonces: ReadonlySet<string>): TransactionSettings {
  if (snapshot && isOfSolana(snapshot)) return solanaSettingsFrom(snapshot, heldNonces)
  throw new Problem(
    'payout.no-snapshot',
    'A payout on Solana is prepared from a snapshot, which has the nonces and says whose token account is missing: take one while online, or open one.',
  )
}

function wholeNumber(text: string, field: keyof TypedSettings, name: string): number {
  const value = Number(text.trim())
  if (/^\d+$/.test(text.trim()) && Number.isSafeInteger(value)) return value
  throw new Problem(
    'settings.not-a-number',
    text.trim() === ''
      ? `${name} is missing: take it from a snapshot, or read it from the chain while online.`
      : `${name} must be a whole number in digits, not "${text.slice(0, 40)}".`,
    { field },
  )
}

function gwei(text: string, field: keyof TypedSettings, name: string): string {
  try {
    return parseAmount(text, GWEI_DECIMALS, { field }).toString()
  } catch (cause) {
    throw new Problem(
      'settings.not-gwei',
      `${name} must be a number of gwei with at most ${GWEI_DECIMALS} decimals, such as 1.5.`,
      {
        field,
        cause,
      },
    )
  }
}
