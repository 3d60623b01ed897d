/** What a signer may be given, read from its bytes: a payment, the using up of a nonce, or new nonce accounts. Nothing else is signed. */
import type { Address } from '@solana/kit'
import type { DurableNonce } from './compileMessage'
import type { SolanaPayment } from './compilePayment'
import { beginsWithCreation, type NonceAccountsToCreate, readNonceAccounts } from './nonceAccounts'
import { isNonceAdvance, readNonceAdvance } from './nonceAdvance'
import { readSolanaTransaction } from './readSolanaTransaction'

export type SignableMessage =
  | { kind: 'payment'; treasury: Address; payment: SolanaPayment }
  | { kind: 'nonce-advance'; treasury: Address; advanced: DurableNonce }
  | { kind: 'nonce-accounts'; treasury: Address; wanted: NonceAccountsToCreate }

/** @throws Problem `solana.message-*` saying why it is none of these */
export async function readSignableMessage(message: Uint8Array): Promise<SignableMessage> {
  if (isNonceAdvance(message)) {
    const advanced = readNonceAdvance(message)
    return { kind: 'nonce-advance', treasury: advanced.treasury, advanced }
  }
  if (beginsWithCreation(message)) {
    const wanted = await readNonceAccounts(message)
    return { kind: 'nonce-accounts', treasury: wanted.treasury, wanted }
  }
  const payment = await readSolanaTransaction(message)
  return { kind: 'payment', treasury: payment.treasury, payment }
}
