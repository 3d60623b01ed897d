import { useSearch } from 'wouter'
import { usePeriods } from '../../../data/queries'
import { useChains, useTokens, useTreasuries } from '../../../data/treasury/accounts'
import { usePayouts } from '../../../data/treasury/payoutQueries'
import { NewPayout } from './NewPayout'
import { OpenedPayout } from './OpenedPayout'
import { PayoutsOverview } from './PayoutsOverview'

/** Payouts from a closed period to the last payee: the list, a new one, or one of them, named by the address. */
export function PayoutsTab() {
  const asked = new URLSearchParams(useSearch())
  const all = usePayouts()
  const treasuries = useTreasuries()
  const tokens = useTokens()
  const chains = useChains()
  const periods = usePeriods()
  if (!all || !treasuries || !tokens || !chains || !periods) return null
  const id = asked.get('payout')
  if (id !== null) return <OpenedPayout key={id} id={id} signAt={asked.get('sign')} treasuries={treasuries} chains={chains} />
  if (asked.has('new')) {
    return <NewPayout all={all} treasuries={treasuries} tokens={tokens} chains={chains} replaces={asked.get('replaces')} />
  }
  return <PayoutsOverview all={all} treasuries={treasuries} canPay={treasuries.length > 0 && tokens.length > 0} />
}
