import type { ConsoleContract } from '#core/contract/consoleContract'
import type { Handlers } from '#core/contract/createDispatcher'
import { Problem } from '#core/model/problem'
import type { PayoutFile } from '#core/payout/payoutFile'
import type { SignedPayout } from '#core/payout/signedPayout'
import { verifyPayout } from '#core/payout/verifyPayout'
import { SignedPayouts, type SignedPayoutsParts } from './payout/SignedPayouts'

export interface PayoutService {
  handlers: Pick<Handlers<ConsoleContract>, Extract<keyof ConsoleContract['calls'], `payout.${string}`>>
  /**
   * Every payout that is known to be signed, the oldest first, what a crash left included.
   * @throws Problem `payout.journal-unreadable` or `disk.*`
   */
  signedPayouts(): Promise<readonly SignedPayout[]>
  /** The file of one of them. @throws Problem `payout.not-in-journal`, `payout.file-*` or `disk.*` */
  file(transactionHash: string): Promise<PayoutFile>
  /** Takes in what a crash left: at the start. What the disk refuses then is tried again before the next signing. */
  start(): void
}

/** Payouts of versions 1 to 3: verifies them, keeps those that were signed and gives them back. New ones are of version 4. */
export function createPayoutService(parts: SignedPayoutsParts): PayoutService {
  const signed = new SignedPayouts(parts)

  return {
    async signedPayouts() {
      await signed.settle()
      return signed.list()
    },
    file: (transactionHash) => signed.file(transactionHash),
    start: () => void signed.settle().catch(() => undefined),
    handlers: {
      async 'payout.verify'({ payout }) {
        const findings = await verifyPayout(payout)
        return { holds: findings.length === 0, findings }
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
