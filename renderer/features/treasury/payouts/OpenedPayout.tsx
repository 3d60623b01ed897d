import { Button, Group } from '@mantine/core'
import { IconFileOff } from '@tabler/icons-react'
import { Link } from 'wouter'
import type { ChainRecord, TreasuryRecord } from '#core/treasury/model/treasuryRecords'
import { usePayout } from '../../../data/treasury/payoutQueries'
import { EmptyScreen } from '../../../ui/EmptyScreen'
import { PayoutPage } from './PayoutPage'
import { SignPage } from './SignPage'

interface OpenedPayoutProps {
  id: string
  /** Place of the transaction to sign, as the address says it; null for the payout's page. */
  signAt: string | null
  treasuries: TreasuryRecord[]
  chains: ChainRecord[]
}

/** One payout by its id: its page, or the page on which one of its transactions is signed. */
export function OpenedPayout({ id, signAt, treasuries, chains }: OpenedPayoutProps) {
  const kept = usePayout(id)
  if (kept === undefined) return null
  if (kept === null) {
    return (
      <EmptyScreen
        icon={<IconFileOff size={28} />}
        title="This payout is not here"
        actions={
          <Group>
            <Button component={Link} href="/treasury?tab=payouts">
              All payouts
            </Button>
          </Group>
        }
      >
        The records have no payout of this digest: open its file, or choose another.
      </EmptyScreen>
    )
  }
  const at = signAt === null ? null : Number(signAt)
  const treasury = treasuries.find(
    ({ facts }) => facts.chain === kept.payout.treasury.chain && facts.address === kept.payout.treasury.address,
  )
  if (at !== null && kept.payout.transactions[at]) return <SignPage kept={kept} at={at} treasury={treasury ?? null} />
  const { chain } = kept.payout.treasury
  const chainName = chains.find((one) => one.id === chain)?.name ?? chain
  return <PayoutPage kept={kept} treasury={treasury ?? null} chainName={chainName} />
}
