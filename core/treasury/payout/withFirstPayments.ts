/**
 * Payees who get a small first payment now, and the rest from the payout that takes this one's place once the small one has come.
 * SPEC.md, rules [AD6], [AD7] and [AD10]. Base units.
 */
import { Problem, validateArgument } from '../../model/problem'
import { firstPaymentOf } from '../addresses/firstPayment'
import type { PayoutFileV4, PayoutPayee } from '../model/payoutFileV4'
import type { PayoutParts } from './payoutParts'

interface WithFirst {
  payees: PayoutPayee[]
  firstPayments: NonNullable<PayoutFileV4['firstPayments']>
}

/**
 * @param due what each payee is due now
 * @throws Problem `payout.first-payment-root`, `payout.first-payment-stranger`, `payout.first-payment-again` or
 * `payout.first-payment-small`
 */
export function withFirstPayments(
  due: readonly PayoutPayee[],
  { firstPayments: chosen, method, replaces }: Pick<PayoutParts, 'firstPayments' | 'method' | 'replaces'>,
): WithFirst {
  validateArgument(
    chosen.length === 0 || method !== 'merkle',
    'payout.first-payment-root',
    'From a distributor members claim by themselves, all or nothing: pay first payments with a Safe or by single transfers.',
  )
  const small = new Set(chosen)
  const stranger = chosen.find((address) => !due.some((payee) => payee.address === address))
  validateArgument(
    stranger === undefined && small.size === chosen.length,
    'payout.first-payment-stranger',
    `${stranger ?? 'An address'} is to get a first payment and is not one payee: choose among those who are paid, each once.`,
  )
  const again = replaces?.paid.find(({ address }) => small.has(address))
  validateArgument(
    again === undefined,
    'payout.first-payment-again',
    `${again?.address} was paid by the payout before: its first payment has come, so pay it the rest.`,
  )
  const firstPayments: WithFirst['firstPayments'] = []
  const payees = due.map((payee) => {
    if (!small.has(payee.address)) return payee
    const { first, rest } = divided(payee)
    firstPayments.push({ address: payee.address, restBaseUnits: rest.toString() })
    // Of what was held before, the rest takes as much as it can: so it is counted when that one is paid.
    const fromHeld = BigInt(payee.fromHeldBaseUnits)
    const fromHeldNow = fromHeld > rest ? fromHeld - rest : 0n
    return { ...payee, amountBaseUnits: first.toString(), fromHeldBaseUnits: fromHeldNow.toString() }
  })
  return { payees, firstPayments }
}

function divided({ address, amountBaseUnits }: PayoutPayee): { first: bigint; rest: bigint } {
  const amount = BigInt(amountBaseUnits)
  const first = firstPaymentOf(amount)
  if (first !== null) return { first, rest: amount - first }
  throw new Problem(
    'payout.first-payment-small',
    `${address} is due ${amount} base units, too little to be divided: pay it whole.`,
  )
}
