import type { ConsoleContract } from '#core/contract/consoleContract'
import type { Handlers } from '#core/contract/createDispatcher'
import { isDevelopmentChain } from '#core/model/developmentChains'
import { Problem } from '#core/model/problem'
import type { PayoutFile } from '#core/payout/payoutFile'
import { periodOf } from '#core/payout/payoutPeriod'
import { preparePayout } from '#core/payout/preparePayout'
import type { SignedPayout } from '#core/payout/signedPayout'
import { verifyPayout } from '#core/payout/verifyPayout'
import type { LedgerDevices } from '../ledger/ledgerDevices'
import type { PayoutFiles } from '../storage/payoutFiles'
import { createTurns } from './payout/createTurns'
import { SignedPayouts } from './payout/SignedPayouts'
import { type PayoutJournal, signPayout } from './payout/signPayout'
import type { SignedPeriod } from './treasuryService'

export interface PayoutService {
  handlers: Pick<Handlers<ConsoleContract>, Extract<keyof ConsoleContract['calls'], `payout.${string}`>>
  /** Every payout that is known to be signed, the oldest first. @throws Problem `payout.journal-unreadable` or `disk.*` */
  signedPayouts(): Promise<readonly SignedPayout[]>
  /** The file of one of them. @throws Problem `payout.not-in-journal`, `payout.file-*` or `disk.*` */
  file(transactionHash: string): Promise<PayoutFile>
  /** Takes in what a crash left: at the start. What the disk refuses then is tried again before the next signing. */
  start(): void
  /** A last try to write a signature that the disk refused. */
  close(): Promise<void>
}

interface Parts {
  ledger: LedgerDevices
  journal: PayoutJournal
  files: PayoutFiles
  /** Real periods that payouts of later versions were signed for. */
  signedSince?: () => Promise<readonly SignedPeriod[]>
  /** Why this installation's key cannot be used: then the journal's end cannot be anchored, and nothing is signed. */
  keyProblem?: Problem | null
  /** When a signature was made; the computer's clock. */
  clock?: () => Date
}

/**
 * Prepares, signs and verifies payouts, and gives back those that were signed. Before a Ledger is asked to sign, the payout is
 * verified again, what is known of earlier payouts must let it pass, and the request is in the journal.
 */
export function createPayoutService({
  ledger,
  journal,
  files,
  signedSince = async () => [],
  keyProblem = null,
  clock = () => new Date(),
}: Parts): PayoutService {
  const inTurn = createTurns()
  const signed = new SignedPayouts({ journal, files })

  return {
    signedPayouts: () => signed.list(),
    file: (transactionHash) => signed.file(transactionHash),
    start: () => void signed.settle().catch(() => undefined),
    close: () => signed.payOwed().catch(() => undefined),
    handlers: {
      async 'payout.prepare'(input, { progress, signal }) {
        progress({ done: 0, total: 1, message: 'Verifying the split and building the tree.' })
        const payout = await preparePayout(input)
        if (signal.aborted) {
          throw new Problem('payout.cancelled', 'Cancelled, and no payout was prepared: prepare it again when ready.')
        }
        progress({ done: 1, total: 1, message: `The tree of ${payout.payees.length} payees is ready.` })
        return payout
      },

      async 'payout.verify'({ payout }) {
        const findings = await verifyPayout(payout)
        return { holds: findings.length === 0, findings }
      },

      'payout.sign': (request, context) => {
        const { signal, progress } = context
        const onWait = () => progress({ step: 'connecting', message: 'Another payout is being signed: this one waits for it.' })
        const sign = async () => {
          await refuseSignedSince(request.payout, await signedSince())
          return signPayout({ ledger, journal, signed, keyProblem, clock }, request, context)
        }
        return inTurn(sign, { signal, onWait })
      },

      async 'payout.signedList'() {
        const all = await signed.list()
        return Promise.all(all.map(async (one) => ({ ...one, fileState: await signed.fileState(one) })))
      },

      'payout.signedFile': ({ transactionHash }) => signed.file(transactionHash),

      async 'payout.learn'({ payout }) {
        const [finding] = await verifyPayout(payout)
        if (finding || !payout.signature) {
          const why = finding ? `${finding.where} ${finding.message}` : 'it carries no signature'
          throw new Problem('payout.does-not-hold', `This signed payout does not hold, so it is not taken in: ${why}.`)
        }
        await signed.learn(payout)
        return {}
      },
    },
  }
}

/** What a later version has signed for the period pays it already. @throws Problem `payout.period-signed` */
async function refuseSignedSince({ split, transaction }: PayoutFile, since: readonly SignedPeriod[]): Promise<void> {
  if (!transaction || isDevelopmentChain(transaction.chainId)) return
  const { id, name } = periodOf(split)
  const signed = since.find(({ period }) => period.id === id)
  if (!signed) return
  throw new Problem(
    'payout.period-signed',
    `The payout of ${name} was signed on ${signed.signedAt.slice(0, 10)} already, and signing it again would pay it twice: choose another split.`,
  )
}
