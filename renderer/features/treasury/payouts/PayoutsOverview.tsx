import { Button, FileButton, Group, Stack } from '@mantine/core'
import { IconFileImport, IconPlus, IconSignature } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'wouter'
import type { Problem } from '#core/model/problem'
import type { TreasuryRecord } from '#core/treasury/model/treasuryRecords'
import type { AllPayouts } from '../../../data/treasury/payoutQueries'
import { goTo } from '../../../platform/hashRoute'
import { MayWrite } from '../../../ui/access/MayWrite'
import { EmptyScreen } from '../../../ui/EmptyScreen'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import { PutBackNotice } from '../../../ui/PutBackNotice'
import { UnreadPast } from '../UnreadPast'
import { PayoutsList } from './PayoutsList'
import { payoutRows } from './payoutRows'
import { SettlementNotice } from './SettlementNotice'
import { takeInPayoutFile } from './takeInPayoutFile'

interface PayoutsOverviewProps {
  all: AllPayouts
  treasuries: TreasuryRecord[]
  /** There is a treasury and a token. */
  canPay: boolean
}

/** All payouts, and the ways to begin one: a new one, or a file from another machine. */
export function PayoutsOverview({ all, treasuries, canPay }: PayoutsOverviewProps) {
  const [problem, setProblem] = useState<Problem | null>(null)
  const rows = payoutRows(all, treasuries)

  async function open(file: File | null) {
    if (!file) return
    try {
      setProblem(null)
      goTo(`/treasury?tab=payouts&payout=${await takeInPayoutFile(file)}`)
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }
  const begin = canPay ? (
    <MayWrite tables={['payouts', 'payoutMoves']}>
      <Button leftSection={<IconPlus size={16} />} component={Link} href="/treasury?tab=payouts&new">
        New payout
      </Button>
    </MayWrite>
  ) : (
    <Button component={Link} href="/treasury?tab=accounts">
      Add a treasury and a token
    </Button>
  )
  const openFile = (
    <FileButton
      accept="application/json,.json"
      onChange={(file) => void open(file)}
      inputProps={{ 'aria-label': 'Payout or confirmation file' }}
    >
      {(props) => (
        <MayWrite tables={['payouts', 'payoutMoves']}>
          <Button {...props} variant="default" leftSection={<IconFileImport size={16} />}>
            Open a payout or confirmation
          </Button>
        </MayWrite>
      )}
    </FileButton>
  )

  return (
    <Stack>
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      <SettlementNotice />
      <PutBackNotice />
      <UnreadPast />
      {rows.length === 0 ? (
        <EmptyScreen
          icon={<IconSignature size={28} />}
          title="No payout yet"
          actions={
            <>
              {begin}
              {openFile}
            </>
          }
        >
          {canPay
            ? 'A payout takes a split period to every payee: looked at twice, signed on Ledgers, sent while online, and compared with the chain to the last unit. Nothing but a Ledger can move money.'
            : 'First say who pays, and in what: an account or a Safe, and a token. Then a split period is paid from it, and nothing but a Ledger can move the money.'}
        </EmptyScreen>
      ) : (
        <>
          <Group gap="xs">
            {begin}
            {openFile}
          </Group>
          <PayoutsList rows={rows} />
        </>
      )}
    </Stack>
  )
}
