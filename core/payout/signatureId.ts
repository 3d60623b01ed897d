import type { PayoutSignature } from './payoutFile'

/**
 * The id of the record of a signed payout: the hash under which the chain will know its transaction, so that one that is
 * saved again is the same record.
 */
export function signatureId({ transactionHash }: Pick<PayoutSignature, 'transactionHash'>): string {
  return transactionHash
}
