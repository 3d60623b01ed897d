import type { Hex } from 'viem'
import type { ConsoleContract } from '#core/contract/consoleContract'
import type { Handlers } from '#core/contract/createDispatcher'
import { Problem, validateArgument } from '#core/model/problem'
import { attachSignature, checkTrainingChain } from '#core/payout/attachSignature'
import { guardPayout } from '#core/payout/payoutGuard'
import { preparePayout } from '#core/payout/preparePayout'
import { signedPayoutOf } from '#core/payout/signedPayout'
import { verifyPayout } from '#core/payout/verifyPayout'
import type { LedgerDevices } from '../ledger/ledgerDevices'
import type { JournalPort, ReadBack } from '../storage/journal'
import { createTurns } from './payout/createTurns'
import { isPayoutLine, signedInJournal } from './payout/payoutEvents'

interface Parts {
  ledger: LedgerDevices
  journal: JournalPort & { readBack: ReadBack }
  /** When a signature was made; the computer's clock. */
  clock?: () => Date
}

/**
 * Prepares, signs and verifies payouts. Before a Ledger is asked to sign, the payout is verified again, what the journal says
 * of earlier payouts must let it pass, and the request is in the journal; how it ended follows in every case. One payout is
 * signed at a time, so that two cannot both pass.
 */
export function createPayoutService({
  ledger,
  journal,
  clock = () => new Date(),
}: Parts): Pick<Handlers<ConsoleContract>, 'payout.prepare' | 'payout.sign' | 'payout.verify'> {
  const inTurn = createTurns()

  async function signed() {
    return signedInJournal(await journal.readBack(isPayoutLine, { afterSeq: 0, sinceAt: '' }))
  }

  return {
    async 'payout.prepare'(input, { progress }) {
      progress({ done: 0, total: 1, message: 'Verifying the split and building the tree.' })
      const payout = await preparePayout(input)
      progress({ done: 1, total: 1, message: `The tree of ${payout.payees.length} payees is ready.` })
      return payout
    },

    async 'payout.verify'({ payout }) {
      const findings = await verifyPayout(payout)
      return { holds: findings.length === 0, findings }
    },

    'payout.sign': ({ payout, deviceId, derivationPath, isAnotherPeriod }, { signal, progress }) => {
      const onWait = () => progress({ step: 'connecting', message: 'Another payout is being signed: this one waits for it.' })
      return inTurn(sign, { signal, onWait })

      async function sign() {
        const [finding] = await verifyPayout(payout)
        if (finding) {
          throw new Problem(
            'payout.does-not-hold',
            `The payout does not hold, so it was not signed: ${finding.where} ${finding.message}. Prepare it again.`,
            { field: finding.where },
          )
        }
        const { transaction } = payout
        validateArgument(
          transaction,
          'payout.no-transaction',
          'The payout has no transaction to sign: enter the chain settings and prepare it again.',
        )
        const obstacle = guardPayout(payout, await signed(), { isAnotherPeriod })
        if (obstacle) throw obstacle
        const device = await ledger.find(deviceId)
        checkTrainingChain(transaction.chainId, device.simulated)

        const request = {
          root: payout.merkle.root,
          signingHash: transaction.signingHash,
          chainId: transaction.chainId,
          contract: transaction.contract,
          nonce: transaction.nonce,
          device: device.name,
          simulated: device.simulated,
          derivationPath,
        }
        await journal.append('payout.sign-requested', request)
        try {
          const file = await ledger.use({ deviceId, signal, onPrompt: progress }, async ({ app, name }) => {
            const { r, s, yParity, signer } = await app.signTransaction(derivationPath, transaction.unsigned as Hex)
            return attachSignature(payout, {
              r,
              s,
              yParity,
              signer,
              derivationPath,
              device: `${name}, ${app.app.name} app ${app.app.version}`,
              simulated: device.simulated,
              signedAt: clock().toISOString(),
            })
          })
          await journal.append('payout.signed', { ...signedPayoutOf(file) })
          return file
        } catch (error) {
          const problem = Problem.from(
            error,
            'payout.sign-failed',
            'Signing failed and the payout is as it was: try again, and see the journal if it stays.',
          )
          const kind = problem.code === 'ledger.rejected' ? 'payout.sign-refused' : 'payout.sign-failed'
          // What stopped the signing matters more to the person than a journal that cannot be written now.
          await journal.append(kind, { ...request, problem: problem.toData() }).catch(() => undefined)
          throw problem
        }
      }
    },
  }
}
