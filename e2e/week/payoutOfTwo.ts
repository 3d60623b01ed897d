/** A payout by a Safe of two owners, each before a laptop of their own. */
import { SIMULATED_ACCOUNTS } from '#main/ledger/simulatedAccounts'
import { NOWHERE, PayPage } from '../pages/PayPage'
import type { TypedSafe } from '../pages/TreasuryPage'
import type { Laptop } from './Laptop'

const OWNERS = SIMULATED_ACCOUNTS.slice(0, 2).map(({ address, path }, at) => ({ address, path, name: ['Ada', 'Bo'][at] ?? '' }))
const SAFE: Partial<TypedSafe> = { name: 'Safe of two', owners: OWNERS, threshold: '2' }

/** The first owner prepares the payout of a split, proposes it and signs. @param where the Safe and the token are; nowhere without it */
export async function signedByFirst(
  { app }: Laptop,
  period: string,
  { token = NOWHERE, safe }: { token?: string; safe?: string } = {},
): Promise<void> {
  const pay = new PayPage(app)
  await app.goTo('Treasury')
  await pay.addTreasury('WXM', { token, safe: { ...SAFE, ...(safe && { address: safe }) } })
  await pay.prepare(period, 'WXM')
  await pay.signFirst()
}
