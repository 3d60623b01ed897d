/** `payout` without a treasury: a split in, a `commonmast-payout-v3` file out, with the root's transaction when its settings are given. */
import { Problem } from '#core/model/problem'
import { earlierUnpaid } from '#core/payout/earlierUnpaid'
import { paidPeriodsOf } from '#core/payout/paidPeriods'
import { type PayoutFile, payoutFileSchema, type RootTransactionSettings } from '#core/payout/payoutFile'
import { NO_PREVIOUS_TOTALS, type PreviousTotals, preparePayout, totalsAfter } from '#core/payout/preparePayout'
import { verifyPayout } from '#core/payout/verifyPayout'
import type { SplitFile } from '#core/rewards/splitFile'
import { type CommandResult, required, succeeded, UsageProblem, wholeNumber } from './commandLine'
import { checkFirstSaid, notAfter, type PayoutOptions, readSplitToPay } from './payoutOptions'
import { readJsonFile } from './readJsonFile'
import { checkOutput, writeJsonFile } from './writeJsonFile'

const CHAIN_OPTIONS = ['chain-id', 'contract', 'nonce', 'gas-limit', 'max-fee', 'priority-fee'] as const

/** @throws UsageProblem, or a Problem naming what in the files or settings cannot be used. */
export async function payoutV3(options: PayoutOptions): Promise<CommandResult> {
  const { values, flags, lists } = options
  const splitPath = required(values.split, 'split')
  const out = required(values.out, 'out')
  if (values.method !== 'merkle') throw new UsageProblem('--treasury is missing.')
  const transaction = settingsOf(values)
  if (lists.previous.length > 1) throw new UsageProblem('Without --treasury, give --previous only once.')
  const inputs = [splitPath, ...lists.previous]
  await checkOutput(out, inputs)
  checkFirstSaid(options)

  const split = await readSplitToPay(splitPath)
  const previous = await readPrevious(lists.previous[0], { split, transaction, isFirstRoot: flags['first-root'] })
  const file = await preparePayout({ split, previous, transaction, again: flags.again })
  await writeJsonFile(out, file, inputs)
  const output = succeeded({
    format: file.format,
    out,
    root: file.merkle.root,
    previousRoot: file.previousRoot,
    payees: file.payees.length,
    held: file.held,
    periods: paidPeriodsOf(file),
    totals: file.totals,
    signingHash: file.transaction?.signingHash ?? null,
    contentSha256: file.contentSha256,
  })
  const earlier = earlierUnpaid(split, previous.periods)
  return earlier ? { ...output, complaints: [notAfter(earlier.name)] } : output
}

function settingsOf(values: Partial<Record<(typeof CHAIN_OPTIONS)[number], string>>): RootTransactionSettings | null {
  if (CHAIN_OPTIONS.every((name) => values[name] === undefined)) return null
  return {
    chainId: wholeNumber(required(values['chain-id'], 'chain-id'), 'chain-id'),
    contract: required(values.contract, 'contract'),
    nonce: wholeNumber(required(values.nonce, 'nonce'), 'nonce'),
    gasLimit: required(values['gas-limit'], 'gas-limit'),
    maxFeePerGasWei: required(values['max-fee'], 'max-fee'),
    maxPriorityFeePerGasWei: required(values['priority-fee'], 'priority-fee'),
  }
}

interface NextPayout {
  split: SplitFile
  transaction: RootTransactionSettings | null
  isFirstRoot: boolean
}

async function readPrevious(
  filePath: string | undefined,
  { split, transaction, isFirstRoot }: NextPayout,
): Promise<PreviousTotals> {
  if (filePath === undefined) return NO_PREVIOUS_TOTALS
  const { format, document } = await readJsonFile(filePath)
  if (format === 'commonmast-payout-v4') {
    throw new Problem('payout.previous-version', `${filePath} is of version 4: give the treasury that pays with --treasury.`)
  }
  const [finding] = await verifyPayout(document)
  if (finding) {
    throw new Problem(
      'payout.previous-does-not-hold',
      `${filePath} does not hold: ${finding.where} ${finding.message}. Give the payout file as it was saved.`,
    )
  }
  const before: PayoutFile = payoutFileSchema.parse(document)
  const { symbol, decimals } = before.split.token
  if (symbol !== split.token?.symbol || decimals !== split.token?.decimals) {
    throw new Problem(
      'payout.other-token',
      `${filePath} pays ${symbol} with ${decimals} decimals, the split does not: give the last payout of the same token.`,
    )
  }
  if (isFirstRoot) return { ...totalsAfter(before), root: null, totals: [] }
  checkSameContract(filePath, before, transaction)
  return totalsAfter(before)
}

/** Running totals belong to one contract on one chain: at another they would be paid again. */
function checkSameContract(filePath: string, { transaction: before }: PayoutFile, now: RootTransactionSettings | null): void {
  if (!before || !now) return
  if (before.chainId === now.chainId && before.contract.toLowerCase() === now.contract.toLowerCase()) return
  throw new Problem(
    'payout.other-contract',
    `${filePath} set its root at ${before.contract} on chain ${before.chainId}, and its running totals belong there: give that contract, or say with --first-root that this one has no root yet.`,
  )
}
