import { Alert, Button, FileButton, Group, List, Text, Title } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useState } from 'react'
import type { PoolMeasures } from '#core/agreements/poolWeights'
import { readMeasuresTable } from '#core/agreements/readMeasuresTable'
import { decodeText } from '#core/files/decodeText'
import type { FileProblem } from '#core/files/fileProblem'
import type { Member } from '#core/model/records'
import { keyInNetwork } from '#core/networks/deviceKey/hotspotReference'
import type { RewardInput } from '#core/rewards/splitByTerms'
import { countText } from '#core/words/countText'
import { removeMeasures, takeMeasures } from '../../../data/money/periodInputs'
import { MayWrite } from '../../../ui/access/MayWrite'
import type { InputsPartProps } from './InputsSection'
import { readBytes } from './readBytes'

interface MeasuresPartProps extends InputsPartProps {
  measures: PoolMeasures
  members: Member[]
  rewards: RewardInput[]
}

const PROBLEMS_SHOWN = 8

/** Uptime, data and contributions, by which pools can be shared, from tables. */
export function MeasuresPart({ period, isClosed, run, measures, members, rewards }: MeasuresPartProps) {
  const [bad, setBad] = useState<{ fileName: string; problems: FileProblem[] } | null>(null)
  const isEmpty = measures.hotspots.length + measures.contributions.length === 0

  async function take(file: File) {
    const { measures: table, problems } = readMeasuresTable(decodeText(await readBytes(file)), members)
    setBad(problems.length > 0 ? { fileName: file.name, problems } : null)
    // A pool is not shared by half a table.
    if (problems.length === 0) await takeMeasures(period, table)
  }

  return (
    <div>
      <Group justify="space-between" mb={4}>
        <Title order={3}>Measures</Title>
        {!isClosed && (
          <Group gap={4}>
            {!isEmpty && (
              <MayWrite tables={['periodInputs']}>
                <Button size="compact-sm" variant="subtle" color="gray" onClick={() => run(() => removeMeasures(period))}>
                  Remove measures
                </Button>
              </MayWrite>
            )}
            <FileButton onChange={(file) => file && run(() => take(file))} accept=".csv,.txt,.tsv,text/csv">
              {(props) => (
                <MayWrite tables={['periodInputs']}>
                  <Button {...props} size="compact-sm" variant="default" leftSection={<IconFileImport size={14} />}>
                    Import measures
                  </Button>
                </MayWrite>
              )}
            </FileButton>
          </Group>
        )}
      </Group>
      {bad && (
        <Alert
          color="red"
          title={`${bad.fileName} was not taken: ${countText(bad.problems.length, 'row')} cannot be used`}
          withCloseButton
          closeButtonLabel="Close"
          onClose={() => setBad(null)}
          mb={4}
        >
          <List fz="sm">
            {bad.problems.slice(0, PROBLEMS_SHOWN).map(({ line, field, message }) => (
              <List.Item key={`${line} ${message}`}>
                Line {line}
                {field ? `, ${field}` : ''}: {message}
              </List.Item>
            ))}
          </List>
          {bad.problems.length > PROBLEMS_SHOWN && <Text fz="sm">And {bad.problems.length - PROBLEMS_SHOWN} more.</Text>}
        </Alert>
      )}
      <Text fz="sm" c={isEmpty ? 'dimmed' : undefined}>
        {isEmpty
          ? 'None. Pools that are shared by uptime, data or contribution need a table with the columns hotspot and uptime or data, or member and contribution.'
          : measuresText(measures, rewards, period.network)}
      </Text>
    </div>
  )
}

function measuresText({ hotspots, contributions }: PoolMeasures, rewards: RewardInput[], network: string): string {
  const rewarded = new Set(rewards.map(({ hotspotKey }) => hotspotKey))
  const without = hotspots.filter(({ hotspotKey }) => !rewarded.has(keyInNetwork(hotspotKey, network))).length
  const of = (name: 'uptime' | 'data') => hotspots.filter((each) => each[name] !== undefined).length
  const parts = [
    ...(of('uptime') > 0 ? [`uptime of ${countText(of('uptime'), 'hotspot')}`] : []),
    ...(of('data') > 0 ? [`data of ${countText(of('data'), 'hotspot')}`] : []),
    ...(contributions.length > 0 ? [`contributions of ${countText(contributions.length, 'member')}`] : []),
  ]
  const said = parts.join(', ')
  const odd =
    without === 0
      ? ''
      : ` Of ${countText(without, 'hotspot')} this period has no reward, and ${without === 1 ? 'it does' : 'they do'} not count.`
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}.${odd}`
}
