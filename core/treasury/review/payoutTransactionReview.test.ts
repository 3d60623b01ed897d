import { describe, expect, it } from 'vitest'
import { BY_ACCOUNT, BY_ROOT, payoutOf } from '../payout/examplePayoutV4'
import { reviewPayoutTransaction } from './payoutTransactionReview'
import { capitalHex, USUAL_SETTINGS } from './reviewLine'

const settings = USUAL_SETTINGS
const valuesOf = (lines: readonly { label: string; value: string | null }[]) =>
  new Map(lines.map(({ label, value }) => [label, value]))

describe('the review of a payout’s transaction', () => {
  it('[RV10] of a Safe names the message hash that the file states, and what is paid beside it', async () => {
    const payout = await payoutOf()
    const [transaction] = payout.transactions
    const { device, offScreen } = await reviewPayoutTransaction(payout, 0, { signer: null, settings })
    expect(transaction?.kind).toBe('safe')
    if (transaction?.kind !== 'safe') return
    expect(valuesOf(device).get('Message hash')).toBe(capitalHex(transaction.messageHash))
    expect(valuesOf(offScreen).get('Safe transaction hash')).toBe(capitalHex(transaction.safeTxHash))
    expect(valuesOf(offScreen).get('Pays')).toContain(payout.token.symbol)
  })

  it('[RV10] of an account shows the hash that is signed, and of a root the root', async () => {
    const single = await payoutOf(BY_ACCOUNT)
    const shown = await reviewPayoutTransaction(single, 0, { signer: null, settings })
    expect([...valuesOf(shown.device).values()]).toContain(
      single.transactions[0]?.kind === 'account' ? single.transactions[0].signingHash : '',
    )
    const root = await payoutOf(BY_ROOT)
    const { offScreen } = await reviewPayoutTransaction(root, 1, { signer: null, settings })
    expect(valuesOf(offScreen).get('Root')).toBe(root.merkle?.root)
  })
})
