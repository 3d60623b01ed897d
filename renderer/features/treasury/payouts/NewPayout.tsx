import { Button, Group, Stack, Title } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { Link } from 'wouter'
import { type SplitFile, splitFileSchema } from '#core/rewards/splitFile'
import type { ChainRecord, TokenRecord, TreasuryRecord } from '#core/treasury/model/treasuryRecords'
import { useDistributions } from '../../../data/queries'
import type { AllPayouts } from '../../../data/treasury/payoutQueries'
import { EmptyScreen } from '../../../ui/EmptyScreen'
import { NewPayoutForm } from './NewPayoutForm'

interface NewPayoutProps {
  all: AllPayouts
  treasuries: TreasuryRecord[]
  tokens: TokenRecord[]
  chains: ChainRecord[]
  /** The payout whose place it takes; null for none. */
  replaces: string | null
}

/** A payout from a split that waits, or in the place of one that is void or paid in part. */
export function NewPayout({ all, treasuries, tokens, chains, replaces }: NewPayoutProps) {
  const distributions = useDistributions()
  if (!distributions) return null
  const replaced = all.kept.find(({ id }) => id === replaces) ?? null
  const splits = replaced
    ? [replaced.payout.split]
    : distributions.filter(({ status }) => status === 'split').flatMap(({ file }) => readableSplit(file))
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={2}>{replaced ? 'Payout in the place of another' : 'New payout'}</Title>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconArrowLeft size={14} />}
          component={Link}
          href="/treasury?tab=payouts"
        >
          All payouts
        </Button>
      </Group>
      {splits.length === 0 || treasuries.length === 0 || tokens.length === 0 ? (
        <NothingToPay hasSplit={splits.length > 0} />
      ) : (
        <NewPayoutForm {...{ all, splits, treasuries, tokens, chains }} replaced={replaced} />
      )}
    </Stack>
  )
}

function readableSplit(file: unknown): SplitFile[] {
  const split = splitFileSchema.safeParse(file).data
  return split && split.totals.payees > 0 ? [split] : []
}

function NothingToPay({ hasSplit }: { hasSplit: boolean }) {
  return (
    <EmptyScreen
      icon={<IconArrowLeft size={28} />}
      title={hasSplit ? 'Who pays is not said yet' : 'No split is waiting'}
      actions={
        <Button component={Link} href={hasSplit ? '/treasury?tab=accounts' : '/split'}>
          {hasSplit ? 'Add a treasury and a token' : 'Split a period'}
        </Button>
      }
    >
      {hasSplit
        ? 'Add the account or Safe that pays, and the token, and the split is paid from it.'
        : 'Split a period, and it comes here to be paid.'}
    </EmptyScreen>
  )
}
