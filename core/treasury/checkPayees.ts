/** Who can be paid at all, whatever the method: every address once, none that the money would be lost at. */
import { checkHoldersAddress } from '../model/evmAddress'
import { validateArgument } from '../model/problem'
import type { Payee } from './payeeCalls'
import { checkUint256 } from './uint256'

/**
 * @param notPayees addresses that cannot be payees, each with what it is, such as `the token itself`
 * @throws Problem `payee.*`, `address.*` or `uint256.out-of-range`, naming what to correct
 */
export function checkPayees(payees: readonly Payee[], notPayees: ReadonlyMap<string, string>): void {
  validateArgument(payees.length > 0, 'payee.none', 'There is nobody to pay: choose payees.')
  const seen = new Set<string>()
  let total = 0n
  for (const [at, { address, amountBaseUnits }] of payees.entries()) {
    checkHoldersAddress(address, `payee ${at + 1}`)
    const contract = notPayees.get(address)
    validateArgument(
      contract === undefined,
      'payee.contract',
      `Payee ${at + 1} (${address}) is ${contract}: what it gets is lost, give another address.`,
    )
    validateArgument(!seen.has(address), 'payee.twice', `${address} is paid twice: put its amounts together.`)
    seen.add(address)
    validateArgument(
      amountBaseUnits > 0n,
      'payee.no-amount',
      `${address} gets ${amountBaseUnits}: leave it out, or give an amount.`,
    )
    total += amountBaseUnits
  }
  checkUint256(total, 'The sum of all amounts')
}
