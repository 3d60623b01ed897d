/** One signing from the guards to the journal. How it ended is written down in every case. */
import type { Hex } from 'viem'
import type { LedgerPrompt } from '#core/contract/consoleContract'
import type { CallContext } from '#core/contract/createDispatcher'
import { describeLoss, type JournalLoss } from '#core/journal/journalLoss'
import { Problem, validateArgument } from '#core/model/problem'
import { attachSignature, checkTrainingChain } from '#core/payout/attachSignature'
import type { PayoutFile, PayoutTransaction } from '#core/payout/payoutFile'
import { guardPayout } from '#core/payout/payoutGuard'
import { verifyPayout } from '#core/payout/verifyPayout'
import type { LedgerDevices } from '../../ledger/ledgerDevices'
import type { JournalPort, ReadBack } from '../../storage/journal'
import type { SignedPayouts } from './SignedPayouts'

export interface SignRequest {
  payout: PayoutFile
  deviceId: string
  derivationPath: string
  isAnotherPeriod: boolean
}

export interface PayoutJournal extends JournalPort {
  readBack: ReadBack
  loss(): Promise<JournalLoss | null>
}

export interface SignParts {
  ledger: LedgerDevices
  journal: PayoutJournal
  keyProblem: Problem | null
  signed: SignedPayouts
  clock: () => Date
}

/**
 * Signs a payout that holds and that no signed payout stands in the way of. One at a time: see createTurns.
 * @throws Problem `payout.*`, `journal.loss`, `key.*`, `ledger.*` or `disk.*`
 */
export async function signPayout(
  { ledger, journal, signed, keyProblem, clock }: SignParts,
  { payout, deviceId, derivationPath, isAnotherPeriod }: SignRequest,
  { signal, progress }: CallContext<LedgerPrompt>,
): Promise<PayoutFile> {
  const transaction = await checkPayout(payout)
  const owed = signed.owed((one) => one.transaction?.signingHash === transaction.signingHash)
  await signed.settle()
  if (owed) return owed
  if (keyProblem) throw keyProblem
  await refuseOnLoss(journal)
  await refuseWhatWasSigned(signed, payout, transaction, isAnotherPeriod)
  const device = await ledger.find(deviceId)
  checkTrainingChain(transaction.chainId, device.simulated)

  const { signingHash, chainId, contract, nonce } = transaction
  const request = {
    ...{ root: payout.merkle.root, signingHash, chainId, contract, nonce },
    ...{ device: device.name, simulated: device.simulated, derivationPath },
  }
  await journal.append('payout.sign-requested', request)
  let file: PayoutFile | null = null
  try {
    await ledger.use({ deviceId, signal, onPrompt: progress }, async ({ app, name }) => {
      const { r, s, yParity, signer } = await app.signTransaction(derivationPath, transaction.unsigned as Hex)
      const appName = `${app.app.name} app ${app.app.version}`
      const given = { r, s, yParity, signer, derivationPath, device: `${name}, ${appName}`, simulated: device.simulated }
      file = await attachSignature(payout, { ...given, signedAt: clock().toISOString() })
      // Kept before the device is let go of, which takes a while.
      await signed.keep(file)
    })
  } catch (error) {
    const problem = Problem.from(
      error,
      'payout.sign-failed',
      'Signing failed and the payout is as it was: try again, and see the journal if it stays.',
    )
    if (file !== null && problem.code !== 'payout.signed-not-kept') return file
    if (file === null) {
      const kind = problem.code === 'ledger.rejected' ? 'payout.sign-refused' : 'payout.sign-failed'
      // What stopped the signing matters more to the person than a journal that cannot be written now.
      await journal.append(kind, { ...request, problem: problem.toData() }).catch(() => undefined)
    }
    throw problem
  }
  validateArgument(file, 'payout.sign-failed', 'The Ledger ended without a signature: try again.')
  return file
}

async function checkPayout(payout: PayoutFile): Promise<PayoutTransaction> {
  const [finding] = await verifyPayout(payout)
  if (finding) {
    throw new Problem(
      'payout.does-not-hold',
      `The payout does not hold, so it was not signed: ${finding.where} ${finding.message}. Prepare it again.`,
      { field: finding.where },
    )
  }
  validateArgument(
    payout.transaction,
    'payout.no-transaction',
    'The payout has no transaction to sign: enter the chain settings and prepare it again.',
  )
  return payout.transaction
}

/** A journal that lost entries cannot tell what was signed. */
async function refuseOnLoss(journal: PayoutJournal): Promise<void> {
  const lost = await journal.loss()
  if (!lost) return
  throw new Problem(
    'journal.loss',
    `${describeLoss(lost)} Nothing is signed until you have compared it with your records and a backup and acknowledged the loss in Settings, Journal.`,
  )
}

async function refuseWhatWasSigned(
  signed: SignedPayouts,
  payout: PayoutFile,
  { signingHash }: PayoutTransaction,
  isAnotherPeriod: boolean,
): Promise<void> {
  const all = await signed.list()
  const obstacle = guardPayout(payout, all, { isAnotherPeriod })
  if (!obstacle) return
  const very = all.find((one) => one.signingHash === signingHash)
  if (very && obstacle.code === 'payout.signed-already') await signed.mend(very, payout)
  throw obstacle
}
