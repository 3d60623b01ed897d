/** What to look for on the device, in a sentence; core/treasury/review has it line by line. */
import { checksumAddress } from 'viem'
import { assertNever } from '#core/model/problem'
import { readTransaction } from '#core/treasury/signing/readTransaction'
import { type Signable, signingDigest } from '#core/treasury/signing/signingDigest'

export function describeReview(signable: Signable): string {
  switch (signable.kind) {
    case 'transaction':
      return describeTransaction(signable)
    case 'typed-data':
      return (
        'Check on the Ledger: with Raw messages on it shows every field, else the message hash, which is what to compare. ' +
        'It warns of blind signing first. Approve there if all of it is right.'
      )
    case 'message':
      return 'Check on the Ledger: the whole text of the message. Approve there if it is the same.'
    default:
      return assertNever(signable)
  }
}

function describeTransaction(signable: Extract<Signable, { kind: 'transaction' }>): string {
  const transaction = readTransaction(signable.unsigned)
  const to = transaction.to ? checksumAddress(transaction.to) : 'a new contract'
  if (transaction.data === undefined || transaction.data === '0x') {
    return `Check on the Ledger: amount, recipient ${to} and fees. Approve there if all of them are right.`
  }
  return (
    `Check on the Ledger: recipient ${to}, fees, and the transaction hash ${signingDigest(signable)}. ` +
    'It warns of blind signing because it cannot show the call itself, so the hash is what to compare. Approve there if it is the same.'
  )
}
