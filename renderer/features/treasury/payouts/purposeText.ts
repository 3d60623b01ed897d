import type { PayoutTransactionV4 } from '#core/treasury/model/payoutFileV4'
import { countText } from '#core/words/countText'

/** What a transaction is for: "Pays 100 payees". */
export function purposeText({ purpose, payees }: Pick<PayoutTransactionV4, 'purpose' | 'payees'>): string {
  switch (purpose) {
    case 'pay':
      return `Pays ${countText(payees?.count ?? 0, 'payee')}`
    case 'fund':
      return 'Funds the distributor'
    case 'set-root':
      return 'Sets the root'
    default:
      return 'Funds the distributor and sets the root'
  }
}
