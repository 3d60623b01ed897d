/** `verify FILE`: recomputes a file of ours from its own contents and names what does not hold. */
import { DECLARATION_FORMAT } from '#core/agreements/declaration'
import { verifyDeclaration } from '#core/agreements/verifyDeclaration'
import { MONEY_PAYOUT_FORMAT } from '#core/bank/moneyPayoutFile'
import { verifyMoneyPayout } from '#core/bank/verifyMoneyPayout'
import { COUNTERSIGNATURE_FORMAT, verifyCountersignature } from '#core/journal/countersignature'
import { JOURNAL_FORMAT, verifyJournal } from '#core/journal/journalFile'
import type { Finding } from '#core/model/finding'
import { Problem } from '#core/model/problem'
import { verifyPayout } from '#core/payout/verifyPayout'
import { verifyProvisioning } from '#core/provisioning/verifyProvisioning'
import { verifySplit } from '#core/rewards/verifySplit'
import { STATEMENT_FORMAT } from '#core/statements/sealed/sealedStatement'
import { verifyAgainstSplits } from '#core/statements/sealed/verifyAgainstSplits'
import { verifyStatement } from '#core/statements/sealed/verifyStatement'
import { ADDRESS_CONFIRMATION_FORMAT } from '#core/treasury/model/addressConfirmation'
import { CONFIRMATION_FORMAT } from '#core/treasury/model/confirmationFile'
import { MOVES_FORMAT } from '#core/treasury/model/movesFile'
import { PAYOUT_FORMAT } from '#core/treasury/model/payoutFileV4'
import { PROOF_FORMAT } from '#core/treasury/model/proofFile'
import { SIGNATURE_FORMAT } from '#core/treasury/model/signingResult'
import { verifyAddressConfirmation } from '#core/treasury/payout/addressConfirmation'
import { verifyConfirmation } from '#core/treasury/payout/checkConfirmation'
import { verifyProof } from '#core/treasury/payout/memberProofs'
import { verifyPayoutV4 } from '#core/treasury/payout/verifyPayoutV4'
import { verifySignature } from '#core/treasury/signing/signatureFile'
import { verifyMoves } from '#core/treasury/state/movesFile'
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
  [PAYOUT_FORMAT, verifyPayoutV4],
  [CONFIRMATION_FORMAT, verifyConfirmation],
  [ADDRESS_CONFIRMATION_FORMAT, verifyAddressConfirmation],
  [MOVES_FORMAT, verifyMoves],
  [PROOF_FORMAT, verifyProof],
  [MONEY_PAYOUT_FORMAT, verifyMoneyPayout],
  ['commonmast-provisioning-v1', verifyProvisioning],
  ['commonmast-provisioning-v2', verifyProvisioning],
  [DECLARATION_FORMAT, verifyDeclaration],
  ['commonmast-volatility-v1', verifyVolatility],
  [STATEMENT_FORMAT, verifyStatement],
  [JOURNAL_FORMAT, verifyJournal],
  [COUNTERSIGNATURE_FORMAT, verifyCountersignature],
  [SIGNATURE_FORMAT, verifySignature],
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
