import type { Hex } from 'viem'
import type { LedgerPrompt } from '#core/contract/consoleContract'
import type { CallContext } from '#core/contract/createDispatcher'
import { describeLoss, type JournalLoss } from '#core/journal/journalLoss'
import { Problem, validateArgument } from '#core/model/problem'
import { isPracticeChain } from '#core/treasury/model/chainKey'
import type { ConfirmationFile } from '#core/treasury/model/confirmationFile'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import type { MoveFact } from '#core/treasury/model/payoutMove'
import { checkConfirmation } from '#core/treasury/payout/checkConfirmation'
import { type TransactionToSign, transactionToSign } from '#core/treasury/payout/transactionToSign'
import { treasuryOwners } from '#core/treasury/payout/treasuryOwners'
import { plainTypedData } from '#core/treasury/signing/plainTypedData'
import type { Signable } from '#core/treasury/signing/signingDigest'
import { allowedMoves } from '#core/treasury/state/allowedMoves'
import type { PayoutState } from '#core/treasury/state/payoutStateModel'
import type { LedgerDevices } from '../../ledger/ledgerDevices'
import type { JournalPort, ReadBack } from '../../storage/journal'
import type { OpenedPayout, PayoutBook } from './PayoutBook'
import { requestSignature } from './requestSignature'
import { requestSolanaSignature, type SolanaSignable } from './requestSolanaSignature'

export interface TreasuryJournal extends JournalPort {
  readBack: ReadBack
  loss(): Promise<JournalLoss | null>
}

export interface SignParts {
  ledger: LedgerDevices
  journal: TreasuryJournal
  book: PayoutBook
  /** Why this installation's key cannot be used: then the journal's end cannot be anchored, and nothing is signed. */
  keyProblem: Problem | null
  clock: () => Date
}

interface SignRequest {
  payoutId: string
  at: number
  deviceId: string
  derivationPath: string
}

/** What a device is to sign, and which move comes of it. */
export interface SignatureWanted {
  opened: OpenedPayout
  at: number
  signable: Signable | SolanaSignable
  signedHash: Hex
  /** Who has signed these bytes already. */
  given: readonly string[]
  /** @throws Problem where the signature does not count; nothing is kept then. */
  moveOf(confirmation: ConfirmationFile): Promise<MoveFact>
}

/**
 * Signs one transaction of a payout that holds and that nothing known stands in the way of. One at a time: see createTurns.
 * @param guard throws what stands in its way
 * @throws Problem `payout.*`, `journal.loss`, `key.*`, `ledger.*` or `disk.*`
 */
export async function signTransaction(
  parts: SignParts,
  { payoutId, at, ...device }: SignRequest,
  guard: (payout: PayoutFileV4) => Promise<void>,
  context: CallContext<LedgerPrompt>,
): Promise<void> {
  const isOwed = parts.book.owes(payoutId, at)
  await parts.book.settle()
  if (isOwed) return
  const opened = await parts.book.open(payoutId)
  const { payout, state } = opened
  checkMaySign(state, at)
  await guard(payout)
  const toSign = await transactionToSign(payout, at)
  await signOnDevice(
    parts,
    {
      opened,
      at,
      signable: signableOf(toSign),
      signedHash: toSign.signedHash,
      given: (state.transactions[at]?.confirmations ?? []).map(({ signer }) => signer),
      async moveOf(given) {
        const { confirmation } = await checkConfirmation(payout, given)
        return { kind: 'confirmed', confirmation }
      },
    },
    device,
    context,
  )
}

function signableOf(toSign: TransactionToSign): Signable | SolanaSignable {
  if (toSign.kind === 'account') return { kind: 'transaction', unsigned: toSign.unsigned }
  if (toSign.kind === 'safe') return { kind: 'typed-data', typedData: plainTypedData(toSign.typedData) }
  return { kind: 'solana', message: toSign.message }
}

/** Requests, signs, checks and keeps; what is asked of the device is in the journal before. */
export async function signOnDevice(
  { ledger, journal, book, keyProblem, clock }: SignParts,
  { opened, at, signable, signedHash, given, moveOf }: SignatureWanted,
  { deviceId, derivationPath }: Pick<SignRequest, 'deviceId' | 'derivationPath'>,
  { signal, progress }: CallContext<LedgerPrompt>,
): Promise<void> {
  const { payout } = opened
  const { treasury, contentSha256: payoutId } = payout
  if (keyProblem) throw keyProblem
  await refuseOnLoss(journal)
  const { name: deviceName, simulated } = await ledger.find(deviceId)
  validateArgument(
    !simulated || isPracticeChain(treasury.chain),
    'ledger.training-chain',
    `The training Ledger signs for practice only, and ${treasury.chain} is a real chain: use a real Ledger.`,
  )
  const request = { payoutId, at, signedHash, device: deviceName, simulated, derivationPath }
  await journal.append('treasury.sign-requested', request)
  const missing = treasuryOwners(treasury).filter((signer) => !given.includes(signer))
  let isSigned = false
  try {
    const operation = { deviceId, signal, onPrompt: progress }
    const signedAt = () => clock().toISOString()
    const keep = async (confirmation: ConfirmationFile) => {
      const fact = await moveOf(confirmation)
      isSigned = true
      // Kept before the device is let go of, which takes a while.
      await book.keepSigned(payoutId, fact)
    }
    if (signable.kind === 'solana') {
      await ledger.withSolana(operation, async ({ signer, name }) => {
        const device = { signer, name, simulated, derivationPath }
        await keep(await requestSolanaSignature({ payout, at, signable, signedHash }, device, { signedAt, ...operation }))
      })
    } else {
      await ledger.use(operation, async ({ app, name }) => {
        const wanted = { payout, at, signable, signedHash, missing, given }
        await keep(await requestSignature(wanted, { app, name, simulated, derivationPath }, signedAt))
      })
    }
  } catch (error) {
    const problem = Problem.from(
      error,
      'payout.sign-failed',
      'Signing failed and the payout is as it was: try again, and see the journal if it stays.',
    )
    if (isSigned && problem.code !== 'payout.signed-not-kept') return
    if (!isSigned) {
      const kind = problem.code === 'ledger.rejected' ? 'treasury.sign-refused' : 'treasury.sign-failed'
      // What stopped the signing matters more to the person than a journal that cannot be written now.
      await journal.append(kind, { ...request, problem: problem.toData() }).catch(() => undefined)
    }
    throw problem
  }
}

/** @throws Problem saying what has to be done first */
function checkMaySign(state: PayoutState, at: number): void {
  if (allowedMoves(state).sign.includes(at)) return
  const transaction = state.transactions[at]
  if (!transaction)
    throw new Problem('payout.no-transaction', `The payout has ${state.transactions.length} transactions: choose one of them.`)
  if (state.voided) {
    throw new Problem(
      'payout.void',
      `This payout is void and is not signed (${state.voided.reason}): prepare another in its place.`,
    )
  }
  if (state.replacedBy !== null)
    throw new Problem('payout.replaced', 'Another payout takes the place of this one: sign that one.')
  if (transaction.isSigned) {
    throw new Problem(
      'payout.signed-already',
      'This transaction has all the signatures that it needs: send it, the Ledger is not asked again.',
    )
  }
  throw state.proposedBy === null
    ? new Problem('payout.not-proposed', 'Look at this payout a second time and propose it first: then it can be signed.')
    : new Problem('payout.paid-already', 'The chain has carried this payout out already: there is nothing to sign.')
}

/** A journal that lost entries cannot tell what was signed. @throws Problem `journal.loss` */
async function refuseOnLoss(journal: Pick<TreasuryJournal, 'loss'>): Promise<void> {
  const lost = await journal.loss()
  if (!lost) return
  throw new Problem(
    'journal.loss',
    `${describeLoss(lost)} Nothing is signed until you have compared it with your records and a backup and acknowledged the loss in Settings, Journal.`,
  )
}
