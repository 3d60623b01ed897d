/** `ledger sign --payout`: one owner's confirmation of one transaction of a payout, worked out anew from the file. */
import { Problem, validateArgument } from '#core/model/problem'
import { isPracticeChain } from '#core/treasury/model/chainKey'
import { parseDerivationPath } from '#core/treasury/model/derivationPath'
import { checkConfirmation } from '#core/treasury/payout/checkConfirmation'
import { transactionToSign } from '#core/treasury/payout/transactionToSign'
import { treasuryOwners } from '#core/treasury/payout/treasuryOwners'
import { plainTypedData } from '#core/treasury/signing/plainTypedData'
import type { Signable } from '#core/treasury/signing/signingDigest'
import { requestSignature } from '../services/treasury/requestSignature'
import { chooseLedger, promptTo } from './chooseLedger'
import { type CommandIo, type CommandResult, required, succeeded, UsageProblem, wholeNumber } from './commandLine'
import { readPayoutV4 } from './readPayoutV4'
import { checkOutput, writeJsonFile } from './writeJsonFile'

type Values = Partial<Record<'path' | 'device' | 'in' | 'payout' | 'at' | 'out', string>>

/** @throws UsageProblem, or Problem `payout.*`, `ledger.*`, `confirmation.*`, `output.*` */
export async function signPayout(values: Values, io: Pick<CommandIo, 'stderr'>): Promise<CommandResult> {
  if (values.in !== undefined) throw new UsageProblem('Give either --in or --payout.')
  const path = required(values.payout, 'payout')
  const at = wholeNumber(required(values.at, 'at'), 'at')
  const out = required(values.out, 'out')
  const derivationPath = parseDerivationPath(required(values.path, 'path'))
  await checkOutput(out, [path])
  const payout = await readPayoutV4(path)
  const toSign = await transactionToSign(payout, at)
  if (toSign.kind === 'solana') {
    throw new Problem(
      'payout.other-signer',
      'Payments on Solana are signed in the window, by the Solana app: open the payout there.',
    )
  }
  const signable: Signable =
    toSign.kind === 'account'
      ? { kind: 'transaction', unsigned: toSign.unsigned }
      : { kind: 'typed-data', typedData: plainTypedData(toSign.typedData) }
  const { devices, device } = await chooseLedger(values.device)
  const { simulated } = device
  validateArgument(
    !simulated || isPracticeChain(payout.treasury.chain),
    'ledger.training-chain',
    `The training Ledger signs for practice only, and ${payout.treasury.chain} is a real chain: use a real Ledger.`,
  )
  const { signedHash } = toSign
  const wanted = { payout, at, signable, signedHash, missing: treasuryOwners(payout.treasury), given: [] }
  const confirmation = await devices.use({ deviceId: device.id, onPrompt: promptTo(io) }, ({ app, name }) =>
    requestSignature(wanted, { app, name, simulated, derivationPath }, () => new Date().toISOString()),
  )
  const { signer } = await checkConfirmation(payout, confirmation)
  await writeJsonFile(out, confirmation, [path])
  const { format, payoutSha256 } = confirmation
  return succeeded({ format, out, payoutSha256, at, kind: toSign.kind, signedHash, signer, simulated })
}
