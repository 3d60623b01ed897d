import { Alert, Button, Group, Stack, Table, Text, TextInput, Title } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { datesText, type PeriodDates, periodDates } from '#core/model/periodDates'
import type { Problem } from '#core/model/problem'
import type { Distribution, Member } from '#core/model/records'
import { type HostFigures, type HostReport, hostReport } from '#core/rewards/hostReport'
import { hostedHotspotsCsv, hostPeriodsCsv } from '#core/rewards/hostReportCsv'
import { splitFileSchema } from '#core/rewards/splitFile'
import { isoDay } from '#core/words/dateText'
import { numberText } from '#core/words/numberText'
import { asInstall } from '../../data/installs/ofHotspot'
import { useDistributions, useInstalls } from '../../data/queries'
import { saveFile } from '../../platform/saveFile'
import { Amount } from '../../ui/Amount'
import { asProblem, ProblemAlert } from '../../ui/ProblemAlert'

/** What each host hosted between two days, and what the splits gave them for it. */
export function HostsSection({ members }: { members: Member[] }) {
  const installs = useInstalls()
  const distributions = useDistributions()
  const [from, setFrom] = useState(() => `${isoDay(Date.now()).slice(0, 4)}-01-01`)
  const [to, setTo] = useState(() => isoDay(Date.now()))
  // Reading all splits takes its time: only when somebody asks for it.
  const [isShown, setIsShown] = useState(false)
  const names = useMemo(() => new Map(members.map(({ id, name }) => [id, name])), [members])
  const splits = useMemo(() => (isShown ? (distributions?.flatMap(splitsOf) ?? []) : []), [distributions, isShown])
  const { dates, problem } = useMemo(() => readDates(from, to), [from, to])
  const report = useMemo(
    () =>
      installs && dates && isShown
        ? hostReport(
            installs.map((install) => asInstall(install, install.hotspotId)),
            splits,
            dates,
          )
        : null,
    [installs, splits, dates, isShown],
  )
  if (!installs || installs.length === 0) return null
  if (!isShown) {
    return (
      <Group justify="space-between">
        <Title order={2}>Hosts</Title>
        <Button variant="default" size="xs" onClick={() => setIsShown(true)}>
          Show what hosts hosted and got
        </Button>
      </Group>
    )
  }

  return (
    <Stack gap="xs">
      <Group justify="space-between" align="flex-end">
        <Title order={2}>Hosts</Title>
        <Group gap="xs" align="flex-end">
          <TextInput label="From" type="date" size="xs" value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
          <TextInput label="To" type="date" size="xs" value={to} onChange={(event) => setTo(event.currentTarget.value)} />
          <CsvButtons report={report} names={names} />
        </Group>
      </Group>
      {problem && <ProblemAlert problem={problem} />}
      {report && (
        <Text fz="sm" c="dimmed">
          {datesText(report.dates)}, in UTC. A period that reaches beyond these days counts by the time in which it was earned.
        </Text>
      )}
      {report && report.undated.length > 0 && (
        <Alert color="yellow" title="Periods without dates are not counted">
          {report.undated.join(', ')}
        </Alert>
      )}
      {report && <HostsTable hosts={report.hosts} names={names} />}
    </Stack>
  )
}

interface CsvButtonsProps {
  report: HostReport | null
  names: ReadonlyMap<string, string>
}

function CsvButtons({ report, names }: CsvButtonsProps) {
  const save = (what: string, csvOf: typeof hostPeriodsCsv) => {
    if (report) saveFile(`${what} ${datesText(report.dates)}.csv`, csvOf(report, names), 'text/csv;charset=utf-8')
  }
  const common = {
    size: 'xs',
    variant: 'default',
    leftSection: <IconDownload size={14} />,
    disabled: !report?.hosts.length,
  } as const
  return (
    <>
      <Button {...common} onClick={() => save('Hosts', hostPeriodsCsv)}>
        Hosts as CSV
      </Button>
      <Button {...common} onClick={() => save('Hosted hotspots', hostedHotspotsCsv)}>
        Hotspots as CSV
      </Button>
    </>
  )
}

interface HostsTableProps {
  hosts: HostFigures[]
  names: ReadonlyMap<string, string>
}

function HostsTable({ hosts, names }: HostsTableProps) {
  if (hosts.length === 0) return <Text>Nobody hosted a hotspot in these days.</Text>
  return (
    <Table highlightOnHover aria-label="Hosts">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Host</Table.Th>
          <Table.Th ta="right">Hotspots</Table.Th>
          <Table.Th ta="right">Hotspot days</Table.Th>
          <Table.Th ta="right">Periods</Table.Th>
          <Table.Th ta="right">As host</Table.Th>
          <Table.Th ta="right">Otherwise</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {hosts.map((host) => (
          <Table.Tr key={host.hostId}>
            <Table.Td>{names.get(host.hostId) ?? host.hostId}</Table.Td>
            <Table.Td ta="right" className="figures">
              {numberText(host.hotspots)}
            </Table.Td>
            <Table.Td ta="right" className="figures">
              {host.hotspotDays.toFixed(1)}
            </Table.Td>
            <Table.Td ta="right" className="figures">
              {numberText(host.periods.length)}
            </Table.Td>
            <Table.Td ta="right">
              <Sums host={host} of="asHostBaseUnits" />
            </Table.Td>
            <Table.Td ta="right">
              <Sums host={host} of="otherBaseUnits" />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

interface SumsProps {
  host: HostFigures
  of: 'asHostBaseUnits' | 'otherBaseUnits'
}

/** One sum for each token. */
function Sums({ host, of }: SumsProps) {
  const sums = new Map<string, { token: HostFigures['periods'][number]['token']; baseUnits: bigint }>()
  for (const period of host.periods) {
    const key = `${period.token.symbol} ${period.token.decimals}`
    sums.set(key, { token: period.token, baseUnits: (sums.get(key)?.baseUnits ?? 0n) + period[of] })
  }
  return [...sums].map(([key, { token, baseUnits }]) => (
    <div key={key}>
      <Amount baseUnits={baseUnits} token={token} />
    </div>
  ))
}

function splitsOf({ file }: Distribution) {
  const split = splitFileSchema.safeParse(file).data
  return split ? [split] : []
}

function readDates(from: string, to: string): { dates: PeriodDates | null; problem: Problem | null } {
  if (from === '' || to === '') return { dates: null, problem: null }
  try {
    return { dates: periodDates(from, to), problem: null }
  } catch (thrown) {
    return { dates: null, problem: asProblem(thrown) }
  }
}
