import { Button, Group, Progress, Select, Stack, Text, TextInput } from '@mantine/core'
import { IconArrowLeft, IconChartLine, IconDownload } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { Link } from 'wouter'
import { countText } from '#core/words/countText'
import { usePriceTables } from '../../../data/money/priceTables'
import { useClosings } from '../../../data/queries'
import { saveFile } from '../../../platform/saveFile'
import { EmptyScreen } from '../../../ui/EmptyScreen'
import { ProblemAlert } from '../../../ui/ProblemAlert'
import { Screen } from '../../../ui/Screen'
import { IncomeCourses } from './IncomeCourses'
import { PriceTableChoice } from './PriceTableChoice'
import { type ReserveFields, USUAL_RESERVE } from './reserveFields'
import { useIncomes } from './useIncomes'
import { useSimulation } from './useSimulation'

const ALL = 'all'

/** What members' income is worth along the prices, with a reserve and without: to look at before one is agreed upon. */
export function PriceSwings() {
  const closings = useClosings()
  const incomes = useIncomes(closings ?? [])
  const [symbol, setSymbol] = useState<string | null>(null)
  const income = incomes.find(({ token }) => token.symbol === symbol) ?? incomes[0] ?? null
  const tables = usePriceTables(income?.token.symbol ?? '')
  const [tableId, setTableId] = useState<string | null>(null)
  const table = tables?.find(({ id }) => id === tableId) ?? tables?.[0] ?? null
  const [fields, setFields] = useState<ReserveFields>(USUAL_RESERVE)
  const [member, setMember] = useState(ALL)
  const { report, problem, progress } = useSimulation(income, table, fields)
  const names = useMemo(() => [{ value: ALL, label: 'All members together' }, ...namesOf(income?.names ?? new Map())], [income])
  const back = (
    <Button variant="default" leftSection={<IconArrowLeft size={16} />} component={Link} href="/split">
      Back to the split
    </Button>
  )
  if (!closings) return <Screen title="Price swings">{null}</Screen>
  if (!income) {
    return (
      <Screen title="Price swings" actions={back}>
        <EmptyScreen icon={<IconChartLine size={28} />} title="No closed period yet">
          Close periods first. Here you then see what their income was worth along the price, and what a reserve would change.
        </EmptyScreen>
      </Screen>
    )
  }
  const field = (name: keyof ReserveFields) => ({
    value: fields[name],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => setFields({ ...fields, [name]: event.currentTarget.value }),
  })
  return (
    <Screen
      title="Price swings"
      summary={`${countText(income.periods.length, 'closed period')} of ${income.token.symbol}`}
      actions={back}
    >
      <Stack>
        <Group align="end">
          {incomes.length > 1 && (
            <Select
              label="Token"
              w={110}
              allowDeselect={false}
              data={incomes.map(({ token }) => token.symbol)}
              value={income.token.symbol}
              onChange={setSymbol}
            />
          )}
          <PriceTableChoice symbol={income.token.symbol} tables={tables ?? []} table={table} onChoose={setTableId} />
          <TextInput label="Reserve takes and pays" w={170} rightSection="%" {...field('percent')} />
          <TextInput label="If off by more than" w={140} rightSection="%" {...field('bandPercent')} />
          <TextInput label="From the average of" w={150} rightSection="periods" rightSectionWidth={60} {...field('periods')} />
          <TextInput label="Prices up to" w={120} rightSection="days old" rightSectionWidth={64} {...field('oldestDays')} />
          <Select
            label="Income of"
            w={220}
            allowDeselect={false}
            searchable
            limit={100}
            data={names}
            value={member}
            onChange={(value) => setMember(value ?? ALL)}
          />
          {report && (
            <Button
              variant="default"
              leftSection={<IconDownload size={16} />}
              onClick={() => saveFile('price-swings.commonmast-volatility.json', JSON.stringify(report))}
            >
              Save report
            </Button>
          )}
        </Group>
        {income.leftOut.length > 0 && (
          <Text fz="sm" c="dimmed">
            Left out, having no dates of their own: {income.leftOut.join(', ')}.
          </Text>
        )}
        {tables?.length === 0 && (
          <Text fz="sm">Import prices of {income.token.symbol}: a table with a time and a price in each row.</Text>
        )}
        {progress !== null && <Progress value={progress * 100} aria-label="Simulating" />}
        {problem && <ProblemAlert problem={problem} />}
        {report && <IncomeCourses report={report} member={member === ALL ? null : member} />}
      </Stack>
    </Screen>
  )
}

function namesOf(names: ReadonlyMap<string, string>) {
  return [...names].map(([value, label]) => ({ value, label })).sort((one, other) => one.label.localeCompare(other.label))
}
