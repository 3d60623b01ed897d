/** `verify FILE`: recomputes a file of ours from its own contents and names what does not hold. */
import { DECLARATION_FORMAT } from '#core/agreements/declaration'
import { verifyDeclaration } from '#core/agreements/verifyDeclaration'
import { MONEY_PAYOUT_FORMAT } from '#core/bank/moneyPayoutFile'
import { verifyMoneyPayout } from '#core/bank/verifyMoneyPayout'
import type { Finding } from '#core/model/finding'
import { Problem } from '#core/model/problem'
import { verifyPayout } from '#core/payout/verifyPayout'
import { verifyProvisioning } from '#core/provisioning/verifyProvisioning'
import { verifySplit } from '#core/rewards/verifySplit'
import { STATEMENT_FORMAT } from '#core/statements/sealed/sealedStatement'
import { verifyAgainstSplits } from '#core/statements/sealed/verifyAgainstSplits'
import { verifyStatement } from '#core/statements/sealed/verifyStatement'
import { verifyVolatility } from '#core/volatility/verifyVolatility'
import { type CommandResult, readOptions, UsageProblem } from './commandLine'
import { readSplit } from './correctedSplits'
import { readJsonFile } from './readJsonFile'

/** A note is said and changes nothing of whether the file holds. */
type Said = Finding & { isNote?: true }

const verifiers = new Map<string, (file: unknown) => Said[] | Promise<Said[]>>([
  ['commonmast-split-v1', verifySplit],
  ['commonmast-split-v2', verifySplit],
  ['commonmast-split-v3', verifySplit],
  ['commonmast-payout-v1', verifyPayout],
  ['commonmast-payout-v2', verifyPayout],
  ['commonmast-payout-v3', verifyPayout],
  [MONEY_PAYOUT_FORMAT, verifyMoneyPayout],
  ['commonmast-provisioning-v1', verifyProvisioning],
  ['commonmast-provisioning-v2', verifyProvisioning],
  [DECLARATION_FORMAT, verifyDeclaration],
  ['commonmast-volatility-v1', verifyVolatility],
  [STATEMENT_FORMAT, verifyStatement],
])

/** @throws UsageProblem, or a Problem when the file is none that can be verified. */
export async function verify(args: readonly string[]): Promise<CommandResult> {
  const { lists, positionals } = readOptions(args, [], { lists: ['split'] })
  const [filePath] = positionals
  if (filePath === undefined || positionals.length > 1) throw new UsageProblem('Give exactly one FILE.')
  const { format, document } = await readJsonFile(filePath)
  const verifier = verifiers.get(format)
  if (!verifier) {
    throw new Problem(
      'verify.unknown-format',
      `${filePath} is of no format that can be verified: give one of ${[...verifiers.keys()].join(', ')}.`,
    )
  }
  if (lists.split.length > 0 && format !== STATEMENT_FORMAT) {
    throw new UsageProblem('--split goes with a statement: other files carry what they come from.')
  }
  const splits = await Promise.all(lists.split.map((path) => readSplit(path, 'split')))
  const findings = splits.length > 0 ? await verifyAgainstSplits(document, splits) : await verifier(document)
  const holds = findings.every(({ isNote }) => isNote)
  return {
    output: { format, holds, findings },
    complaints: findings.map(({ where, message }) => `${where} ${message}`),
    exitCode: holds ? 0 : 1,
  }
}
