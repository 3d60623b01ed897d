/** `confirmations`: who has signed which transactions of a payout, and what is left out and why. */
import { collectConfirmations } from '#core/treasury/payout/collectConfirmations'
import { signedHashAt } from '#core/treasury/payout/signedHash'
import { type CommandResult, readOptions, required, UsageProblem } from './commandLine'
import { readJsonFile } from './readJsonFile'
import { readPayoutV4 } from './readPayoutV4'

/** @throws UsageProblem, or a Problem when the payout cannot be read. */
export async function confirmations(args: readonly string[]): Promise<CommandResult> {
  const { values, positionals } = readOptions(args, ['payout'])
  const payout = await readPayoutV4(required(values.payout, 'payout'))
  if (positionals.length === 0) throw new UsageProblem('Give at least one confirmation FILE.')
  const files = await Promise.all(positionals.map(async (path) => (await readJsonFile(path)).document))
  const { transactions, leftOut, isComplete } = await collectConfirmations(payout, files)
  const refused = leftOut.map(({ file, problem: { code, message } }) => ({
    file: positionals[files.indexOf(file as Record<string, unknown>)] ?? '',
    code,
    message,
  }))
  const output = {
    payoutSha256: payout.contentSha256,
    isComplete,
    transactions: transactions.map(({ at, good, missing }) => ({
      at,
      signedHash: signedHashAt(payout, at),
      signed: good.map(({ signer, confirmation: { device, simulated, signedAt } }) => ({ signer, device, simulated, signedAt })),
      missing,
    })),
    leftOut: refused,
  }
  return { output, complaints: refused.map(({ file, message }) => `${file}: ${message}`), exitCode: refused.length > 0 ? 1 : 0 }
}
