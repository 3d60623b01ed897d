/** `payout`: a split in, a `commonmast-payout-v3` file out, with the transaction to sign when the chain's settings are given. */
import { Problem } from '#core/model/problem'
import { earlierUnpaid } from '#core/payout/earlierUnpaid'
import { paidPeriodsOf } from '#core/payout/paidPeriods'
import { type PayoutFile, payoutFileSchema, type RootTransactionSettings } from '#core/payout/payoutFile'
import { NO_PREVIOUS_TOTALS, type PreviousTotals, preparePayout, totalsAfter } from '#core/payout/preparePayout'
import { verifyPayout } from '#core/payout/verifyPayout'
import type { SplitFile } from '#core/rewards/splitFile'
import { type CommandResult, readOptions, required, succeeded, UsageProblem, wholeNumber } from './commandLine'
import { readJsonFile } from './readJsonFile'
import { checkOutput, writeJsonFile } from './writeJsonFile'

const SPLIT_FORMATS = ['commonmast-split-v1', 'commonmast-split-v2', 'commonmast-split-v3']
const CHAIN_OPTIONS = ['chain-id', 'contract', 'nonce', 'gas-limit', 'max-fee', 'priority-fee'] as const

/** @throws UsageProblem, or a Problem naming what in the files or settings cannot be used. */
export async function payout(args: readonly string[]): Promise<CommandResult> {
  const { values, flags, positionals } = readOptions(args, ['split', 'method', 'out', 'previous', ...CHAIN_OPTIONS], {
    flags: ['again'],
  })
  if (positionals.length > 0) throw new UsageProblem(`"${positionals[0]}" is not an option of payout.`)
  const splitPath = required(values.split, 'split')
  const out = required(values.out, 'out')
  if (required(values.method, 'method') !== 'merkle') throw new UsageProblem('--method can only be merkle.')
  const transaction = settingsOf(values)
  const inputs = values.previous === undefined ? [splitPath] : [splitPath, values.previous]
  await checkOutput(out, inputs)

  const { format, document } = await readJsonFile(splitPath)
  if (!SPLIT_FORMATS.includes(format)) {
    throw new Problem('payout.not-a-split', `${splitPath} is not a split: give a file that split has made with --split.`)
  }
  const split = document as SplitFile
  const previous = await readPrevious(values.previous, split)
  const file = await preparePayout({ split, previous, transaction, again: flags.again })
  await writeJsonFile(out, file, inputs)
  const earlier = earlierUnpaid(split, previous.periods)
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
  if (!earlier) return output
  const complaint = `The split goes on from "${earlier.name}", which is not in the running totals: unless nobody was due anything in it, pay that first.`
  return { ...output, complaints: [complaint] }
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

async function readPrevious(filePath: string | undefined, split: SplitFile): Promise<PreviousTotals> {
  if (filePath === undefined) return NO_PREVIOUS_TOTALS
  const { document } = await readJsonFile(filePath)
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
  return totalsAfter(before)
}
