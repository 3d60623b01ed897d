import { assertNever } from '#core/model/problem'
import type { MoveFact } from '#core/treasury/model/payoutMove'
import { countText } from '#core/words/countText'

/** A step in a sentence. */
export function moveText(fact: MoveFact): string {
  switch (fact.kind) {
    case 'drafted':
      return 'Drafted'
    case 'proposed':
      return `Proposed by ${fact.by}`
    case 'confirmed': {
      const { at, signer, device } = fact.confirmation
      return `Transaction ${at + 1} signed by ${signer}${device === '' ? '' : ` on ${device}`}`
    }
    case 'cancelling':
      return `Transaction that uses up the nonce of transaction ${fact.at + 1} signed by ${fact.confirmation.signer}`
    case 'broadcast':
      return `Transaction ${fact.at + 1} given to a node as ${fact.transaction}, gas paid by ${fact.executor}`
    case 'mined':
      return `Transaction ${fact.at + 1} mined in block ${fact.block} and ${fact.outcome}`
    case 'unmined':
      return `The block of transaction ${fact.at + 1} is no longer part of the chain`
    case 'reconciled':
      return `${countText(fact.receipts.length, 'payment')} seen on the chain, to the unit (${countText(fact.nodes, 'node')})`
    case 'part-paid':
      return `${countText(fact.unpaid.length, 'payee')} not paid in full (${countText(fact.nodes, 'node')})`
    case 'voided':
      return `Made void: ${fact.reason}`
    case 'replaced':
      return `Replaced by the payout ${fact.by.slice(0, 12)}…`
    default:
      return assertNever(fact)
  }
}
