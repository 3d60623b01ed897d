import { useSearch } from 'wouter'
import { PayScreen } from '../features/pay/PayScreen'
import { BankScreen } from '../features/treasury/bank/BankScreen'

/** Payments in tokens, and with `?bank` those in money. */
export function PayScreens() {
  return new URLSearchParams(useSearch()).has('bank') ? <BankScreen /> : <PayScreen />
}
