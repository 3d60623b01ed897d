/**
 * `helium_mini_fanout`: one run of a mini-fanout. A member has `share` or `fixed`, and `dust` and `owed` from the run before;
 * `account: false` says that nothing can be sent to it.
 */
import { z } from 'zod'
import { type FanoutMember, runMiniFanout } from '../rewards/miniFanout'
import { type Calculation, readInputs } from './calculation'
import { wholeNumber } from './exactInputs'

const carried = {
  dust: wholeNumber.default(0n),
  owed: wholeNumber.default(0n),
  account: z.boolean().default(true),
  id: z.string().optional(),
  key: z.string().optional(),
  name: z.string().optional(),
  wallet: z.string().optional(),
}
// Strict, because a field that is not known could change what is paid.
const member = z.union(
  [z.strictObject({ share: wholeNumber, ...carried }), z.strictObject({ fixed: wholeNumber, ...carried })],
  'must have either share or fixed, and beside it dust, owed and account only, all whole numbers of 0 or more',
)
const inputs = z.object({ input: z.object({ balance: wholeNumber, shares: z.array(member) }) })

export const miniFanoutCalculation: Calculation = {
  computeCase(given) {
    const { balance, shares } = readInputs(inputs, given).input
    const { payments, leftBaseUnits } = runMiniFanout(balance, shares.map(memberOf))
    const expected = {
      payouts: payments.map(({ paidBaseUnits }) => paidBaseUnits.toString()),
      dust_1e12: payments.map(({ dustPicoUnits }) => dustPicoUnits.toString()),
      owed: payments.map(({ owedBaseUnits }) => owedBaseUnits.toString()),
      left_in_account: leftBaseUnits.toString(),
    }
    return { ...given, expected }
  },
}

function memberOf(given: z.output<typeof member>): FanoutMember {
  return {
    term: 'share' in given ? { kind: 'share', weight: given.share } : { kind: 'fixed', amountBaseUnits: given.fixed },
    dustPicoUnits: given.dust,
    owedBaseUnits: given.owed,
    hasAccount: given.account,
  }
}
