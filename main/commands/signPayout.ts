/** `ledger sign --payout`: one owner's confirmation of one transaction of a payout, worked out anew from the file. */
import { validateArgument } from '#core/model/problem'
import { isPracticeChain } from '#core/treasury/model/chainKey'
import { parsePathOf } from '#core/treasury/model/treasuryPath'
import { checkConfirmation } from '#core/treasury/payout/checkConfirmation'
import { type TransactionToSign, transactionToSign } from '#core/treasury/payout/transactionToSign'
import { treasuryOwners } from '#core/treasury/payout/treasuryOwners'
import { plainTypedData } from '#core/treasury/signing/plainTypedData'
import type { Signable } from '#core/treasury/signing/signingDigest'
import { requestSignature } from '../services/treasury/requestSignature'
import { requestSolanaSignature } from '../services/treasury/requestSolanaSignature'
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
  await checkOutput(out, [path])
  const givenPath = required(values.path, 'path')
  const payout = await readPayoutV4(path)
  const derivationPath = parsePathOf(payout.treasury.kind, givenPath)
  const toSign = await transactionToSign(payout, at)
  const { devices, device } = await chooseLedger(values.device)
  const { simulated } = device
  validateArgument(
    !simulated || isPracticeChain(payout.treasury.chain),
    'ledger.training-chain',
    `The training Ledger signs for practice only, and ${payout.treasury.chain} is a real chain: use a real Ledger.`,
  )
  const { signedHash } = toSign
  const operation = { deviceId: device.id, onPrompt: promptTo(io) }
  const signedAt = () => new Date().toISOString()
  const confirmation =
    toSign.kind === 'solana'
      ? await devices.withSolana(operation, ({ signer: app, name }) =>
          requestSolanaSignature(
            { payout, at, signable: { kind: 'solana', message: toSign.message }, signedHash },
            { signer: app, name, simulated, derivationPath },
            { signedAt, ...operation },
          ),
        )
      : await devices.use(operation, ({ app, name }) =>
          requestSignature(
            { payout, at, signable: signableOf(toSign), signedHash, missing: treasuryOwners(payout.treasury), given: [] },
            { app, name, simulated, derivationPath },
            signedAt,
          ),
        )
  const { signer } = await checkConfirmation(payout, confirmation)
  await writeJsonFile(out, confirmation, [path])
  const { format, payoutSha256 } = confirmation
  return succeeded({ format, out, payoutSha256, at, kind: toSign.kind, signedHash, signer, simulated })
}

function signableOf(toSign: Exclude<TransactionToSign, { kind: 'solana' }>): Signable {
  return toSign.kind === 'account'
    ? { kind: 'transaction', unsigned: toSign.unsigned }
    : { kind: 'typed-data', typedData: plainTypedData(toSign.typedData) }
}
