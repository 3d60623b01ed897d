/** Creates the nonce accounts that a treasury on Solana lacks, signed on the treasury's own Ledger while online. */
import type { Address } from '@solana/kit'
import type { LedgerPrompt } from '#core/contract/consoleContract'
import type { CancelSignal } from '#core/model/cancelSignal'
import { validateArgument } from '#core/model/problem'
import { isPracticeChain } from '#core/treasury/model/chainKey'
import type { LedgerDevices } from '../../../ledger/ledgerDevices'
import { createNonceAccounts } from '../../../solana/createNonceAccounts'
import type { SolanaChain } from '../../../solana/solanaChain'
import { untilNextLook } from '../../../solana/untilNextLook'
import { solanaReviewText } from '../requestSolanaSignature'

interface Parts {
  ledger: LedgerDevices
  node: SolanaChain
  /** Kept before a node is asked. */
  onSend(sent: { accounts: Address[]; transaction: string; device: string; simulated: boolean }): Promise<unknown>
}

interface Request {
  chain: string
  treasury: Address
  /** How many the treasury shall have. */
  count: number
  deviceId: string
  derivationPath: string
}

/** @returns those that were created. @throws Problem `ledger.*`, `solana.*`, `node.*` or what `onSend` refuses */
export async function nonceAccountsOnSolana(
  { ledger, node, onSend }: Parts,
  { chain, treasury, count, deviceId, derivationPath }: Request,
  { signal, progress }: { signal: CancelSignal; progress(prompt: LedgerPrompt): void },
): Promise<Address[]> {
  const { name: device, simulated } = await ledger.find(deviceId)
  validateArgument(
    !simulated || isPracticeChain(chain),
    'ledger.training-chain',
    `The training Ledger signs for practice only, and ${chain} is a real chain: use a real Ledger.`,
  )
  progress({ step: 'connecting', message: `Asking ${node.host} which nonce accounts the treasury has.` })
  return createNonceAccounts(
    node,
    { treasury, chain, count },
    {
      sign: (message, { made, missing }) =>
        ledger.withSolana({ deviceId, signal, onPrompt: progress }, async ({ signer }) => {
          const how = await solanaReviewText(message, simulated)
          progress({ step: 'review-on-device', message: `${made} of ${missing} are created. Within a minute: ${how}` })
          return signer.signTransaction(derivationPath, message, signal)
        }),
      async onSend(sent) {
        await onSend({ ...sent, device, simulated })
        progress({ step: 'done', message: `Giving ${sent.transaction} to ${node.host}, and waiting until it is final.` })
      },
      // What was sent is sent: who cancels waits no longer, and signs nothing more.
      wait: () => untilNextLook(signal),
    },
  )
}
