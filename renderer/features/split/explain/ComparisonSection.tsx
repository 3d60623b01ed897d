import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { type CsvCell, csvDecimal } from '#core/files/csvText'
import { formatAmount } from '#core/model/money'
import type { Problem } from '#core/model/problem'
import type { SplitComparison } from '#core/rewards/explain/compareSplits'
import { periodOf, type SplitFile } from '#core/rewards/splitFile'
import { countText } from '#core/words/countText'
import { fileStem } from '../../../platform/fileStem'
import { Amount } from '../../../ui/Amount'
import { ChartFigure } from '../../../ui/ChartFigure'
import { ProblemAlert } from '../../../ui/ProblemAlert'
import { SignedAmount } from '../../../ui/SignedAmount'
import { ComparisonTable } from './ComparisonTable'
import { lengthsNote } from './lengthsNote'
import { MoversChart } from './MoversChart'
import { useComparison } from './useComparison'

/** Of those who gain, and of those who lose. */
const MOVERS = 6
const FIRST_ROWS = 20

/** Before closing: who gains or loses most against the last closed period, and why. */
export function ComparisonSection({ split }: { split: SplitFile }) {
  const found = useComparison(split)
  const [isWhole, setIsWhole] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  if (found.state === 'failed') return <ProblemAlert problem={found.problem} />
  if (found.state !== 'done') {
    return (
      <Text fz="sm" c="dimmed">
        {found.state === 'working' ? 'Comparing with the period before…' : nothingText(found.isCorrection, split)}
      </Text>
    )
  }
  const { comparison, before } = found
  const { members, beforeName } = comparison
  const movers = [
    ...members.filter(({ changeBaseUnits }) => changeBaseUnits > 0n).slice(0, MOVERS),
    ...members.filter(({ changeBaseUnits }) => changeBaseUnits < 0n).slice(0, MOVERS),
  ]
  const rows = isWhole ? members : members.slice(0, FIRST_ROWS)
  return (
    <Stack gap="sm" component="section" aria-label={`Compared with ${beforeName}`}>
      <Sums comparison={comparison} split={split} note={lengthsNote(before, split)} />
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      <ChartFigure
        title="Who gains and who loses most"
        fileName={`${fileStem(periodOf(split).name)}-compared`}
        table={() => tableOf(comparison, split)}
        onProblem={setProblem}
      >
        {movers.length === 0 ? (
          <Text fz="sm">Everybody is paid as much as in {beforeName}.</Text>
        ) : (
          <MoversChart movers={movers} token={split.token} beforeName={beforeName} />
        )}
      </ChartFigure>
      <ComparisonTable members={rows} token={split.token} beforeName={beforeName} />
      {members.length > rows.length && (
        <Group>
          <Button size="compact-sm" variant="default" onClick={() => setIsWhole(true)}>
            Show all {countText(members.length, 'member')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}

function Sums({ comparison, split, note }: { comparison: SplitComparison; split: SplitFile; note: string | null }) {
  const { beforeName, beforeBaseUnits, nowBaseUnits, members } = comparison
  const count = (test: (member: SplitComparison['members'][number]) => boolean) => members.filter(test).length
  const words = [
    countText(
      count(({ changeBaseUnits }) => changeBaseUnits > 0n),
      'member gets more',
      'members get more',
    ),
    `${count(({ changeBaseUnits }) => changeBaseUnits < 0n)} less`,
    `${count(({ changeBaseUnits }) => changeBaseUnits === 0n)} as much`,
    `${count((member) => member.beforeBaseUnits === null)} new`,
    `${count((member) => member.nowBaseUnits === null)} gone`,
  ]
  return (
    <Paper withBorder px="md" py={8}>
      <Title order={2}>Compared with {beforeName}</Title>
      <Group gap="lg" style={{ rowGap: 2 }}>
        <Text fz="sm">
          <Text span inherit c="dimmed">
            paid to members then{' '}
          </Text>
          <Amount baseUnits={beforeBaseUnits} token={split.token} />
        </Text>
        <Text fz="sm">
          <Text span inherit c="dimmed">
            now{' '}
          </Text>
          <Amount baseUnits={nowBaseUnits} token={split.token} />
        </Text>
        <Text fz="sm">
          <Text span inherit c="dimmed">
            change{' '}
          </Text>
          <SignedAmount baseUnits={nowBaseUnits - beforeBaseUnits} token={split.token} />
        </Text>
      </Group>
      <Text fz="sm">{words.join(', ')}.</Text>
      {note && (
        <Text fz="xs" c="dimmed">
          {note}
        </Text>
      )}
    </Paper>
  )
}

function nothingText(isCorrection: boolean, { token }: SplitFile): string {
  if (isCorrection)
    return 'This period corrects another: its amounts are differences already, so it is not compared with a whole period.'
  return `No period of ${token.symbol} was closed before: from the next one on you see here who gains and who loses, and why.`
}

function tableOf({ members, beforeName }: SplitComparison, split: SplitFile): CsvCell[][] {
  const { symbol, decimals } = split.token
  const text = (amount: bigint | null) => (amount === null ? null : csvDecimal(formatAmount(amount, decimals)))
  return [
    ['Member', `${beforeName} ${symbol}`, `${periodOf(split).name} ${symbol}`, `Change ${symbol}`, 'Why', `Of which ${symbol}`],
    ...members.flatMap(({ name, beforeBaseUnits, nowBaseUnits, changeBaseUnits, parts }) => {
      const figures = [name, text(beforeBaseUnits), text(nowBaseUnits), text(changeBaseUnits)]
      if (parts.length === 0) return [[...figures, '', '']]
      return parts.map(({ sentence, stage, baseUnits }) => [
        ...figures,
        stage ? `${stage.agreementName}, stage ${stage.number}: ${sentence}` : sentence,
        text(baseUnits),
      ])
    }),
  ]
}
