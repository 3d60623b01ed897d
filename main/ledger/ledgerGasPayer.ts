/** A Ledger that pays the gas of a transaction which others have signed, such as a Safe's. */
import { serializeTransaction } from 'viem/utils'
import type { LedgerPrompt } from '#core/contract/consoleContract'
import type { CancelSignal } from '#core/model/cancelSignal'
import { Problem } from '#core/model/problem'
import { checkedSigned, type GasPayer, serializable } from '../chain/gasPayer'
import type { LedgerDevices } from './ledgerDevices'
import { readSigningRequest, signRequest } from './signRequest'

interface LedgerAccount {
  deviceId: string
  derivationPath: string
  signal?: CancelSignal
  onPrompt?(prompt: LedgerPrompt): void
}

/** @throws Problem `ledger.*` */
export async function ledgerGasPayer(ledger: LedgerDevices, account: LedgerAccount): Promise<GasPayer> {
  const address = await ledger.use(account, ({ app }) => app.getAddress(account.derivationPath))
  return {
    address,
    async sign(transaction) {
      const request = readSigningRequest({
        format: 'commonmast-signing-request-v1',
        kind: 'transaction',
        expectedSigner: address,
        purpose: 'Carries out a transaction that its owners have signed, and pays its gas.',
        unsigned: serializeTransaction(serializable(transaction)),
      })
      const { signedTransaction } = await signRequest({ ledger }, request, account)
      if (signedTransaction) return await checkedSigned(signedTransaction.bytes, transaction)
      throw new Problem('ledger.no-transaction', 'The Ledger signed no transaction: try again.')
    },
  }
}
