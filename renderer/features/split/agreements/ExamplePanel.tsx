import { Alert, Stack, Table, Text, Title } from '@mantine/core'
import type { WorkedExample } from '#core/agreements/workedExample'
import { countText } from '#core/words/countText'
import type { ExampleFacts } from '../../../data/agreements/exampleFacts'
import { Amount } from '../../../ui/Amount'
import { AgreementFlow } from './AgreementFlow'
import { type ExampleNames, receiverTotals } from './exampleView'
import type { ShownExample } from './useWorkedExample'

interface ExamplePanelProps extends ShownExample {
  facts: ExampleFacts | undefined
  names: ExampleNames
}

/** What the agreement would give as it is typed, on the last period's real numbers. */
export function ExamplePanel({ example, problem, isBehind, facts, names }: ExamplePanelProps) {
  return (
    <Stack gap="xs" component="section" aria-label="Worked example" aria-busy={isBehind} opacity={isBehind ? 0.6 : 1}>
      <Title order={3}>What it gives</Title>
      {problem && (
        <Alert color="yellow" variant="light" title={`No example of ${facts?.period?.name ?? '100 tokens'} yet`}>
          {problem.message}
        </Alert>
      )}
      {facts?.problem && (
        <Alert color="yellow" variant="light">
          {facts.problem.message} The example begins with empty accounts.
        </Alert>
      )}
      {!example && !problem && (
        <Text fz="sm" c="dimmed">
          The flow is drawn here as soon as the stages are complete.
        </Text>
      )}
      {example && facts && (
        <>
          <Text fz="sm">{introText(example, facts)}</Text>
          {example.withoutCrew > 0 && (
            <Text fz="sm">
              For {countText(example.withoutCrew, 'hotspot')} no install says who hosts or installed them: a split asks for it.
            </Text>
          )}
          <AgreementFlow example={example} token={facts.token} names={names} />
          <Table aria-label="What each gets in all" withRowBorders={false}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>In all</Table.Th>
                <Table.Th ta="right">
                  <Amount baseUnits={example.amountBaseUnits} token={facts.token} />
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {receiverTotals(example, names).map(({ key, label, amountBaseUnits }) => (
                <Table.Tr key={key}>
                  <Table.Td>{label}</Table.Td>
                  <Table.Td ta="right">
                    <Amount baseUnits={amountBaseUnits} token={facts.token} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </>
      )}
    </Stack>
  )
}

/** What the figures are of. */
function introText({ of, hotspots, crews }: WorkedExample, { period, token }: ExampleFacts): string {
  if (of === 'hundred') {
    const why = period ? `It gets nothing in ${period.name}` : `There is no period of ${token.symbol} yet`
    return `${why}, so this is an example with 100 ${token.symbol}.`
  }
  const shared = crews > 1 ? `, shared for ${crews} hosts and installers one by one` : ''
  const what = hotspots > 0 ? `the rewards of ${countText(hotspots, 'hotspot')}` : 'what other agreements give it'
  return `On ${what} in ${period?.name ?? ''}${shared}, with the accounts as they stand.`
}
