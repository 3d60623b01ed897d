import type { Hex } from 'viem'
import type { ConsoleContract } from '#core/contract/consoleContract'
import type { Handlers } from '#core/contract/createDispatcher'
import { Problem, validateArgument } from '#core/model/problem'
import { attachSignature, checkTrainingChain } from '#core/payout/attachSignature'
import { preparePayout } from '#core/payout/preparePayout'
import { verifyPayout } from '#core/payout/verifyPayout'
import type { LedgerDevices } from '../ledger/ledgerDevices'
import type { JournalPort } from '../storage/journal'

interface Parts {
  ledger: LedgerDevices
  journal: JournalPort
  /** When a signature was made; the computer's clock. */
  clock?: () => Date
}

/**
 * Prepares, signs and verifies payouts. Before a Ledger is asked to sign, the payout is verified again and the request
 * is in the journal; how it ended follows in every case.
 */
export function createPayoutService({
  ledger,
  journal,
  clock = () => new Date(),
}: Parts): Pick<Handlers<ConsoleContract>, 'payout.prepare' | 'payout.sign' | 'payout.verify'> {
  return {
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

    async 'payout.sign'({ payout, deviceId, derivationPath }, { signal, progress }) {
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
        const signed = await ledger.use({ deviceId, signal, onPrompt: progress }, async ({ app, name }) => {
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
        const { signer, transactionHash } = signed.signature ?? {}
        await journal.append('payout.signed', { ...request, signer, transactionHash })
        return signed
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
    },
  }
}
