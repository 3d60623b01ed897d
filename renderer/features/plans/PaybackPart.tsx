import { Button, FileButton, Group, NumberInput, Select, Table, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { checkTextSize } from '#core/files/fileLimits'
import { Problem } from '#core/model/problem'
import type { Period, Plan } from '#core/model/records'
import { periodDays } from '#core/planning/economics/periodDays'
import { readPrices } from '#core/planning/economics/readPrices'
import { pricesSetting } from '#core/records/tables/cooperativeSettings'
import { costText } from '#core/words/costText'
import { countText } from '#core/words/countText'
import { monthsText } from '#core/words/monthsText'
import { numberText } from '#core/words/numberText'
import { saveCooperativeSetting, useCooperativeSetting } from '../../data/cooperative/settings'
import { usePeriods } from '../../data/queries'
import { asProblem, ProblemAlert } from '../../ui/ProblemAlert'
import classes from './Plans.module.css'
import { usePayback } from './usePayback'

interface PaybackPartProps {
  plan: Plan
  onProblem: (problem: Problem) => void
}

const DEFAULT_DAYS = 30

/** When each site may earn back its cost: bands from similar hotspots' rewards and from how much the price moved. */
export function PaybackPart({ plan, onProblem }: PaybackPartProps) {
  const periods = usePeriods()
  const [chosen, setChosen] = useState<string | null>(null)
  const [remarks, setRemarks] = useState<string[]>([])
  const [assumedDays, setAssumedDays] = useState<number | string>(DEFAULT_DAYS)
  const networks = [...new Set(periods?.map(({ network }) => network))]
  const network = chosen ?? networks[0] ?? null
  const symbol = periods?.find((period) => period.network === network)?.token.symbol ?? ''
  const kept = useCooperativeSetting(pricesSetting(symbol))
  const answer = usePayback({ plan, network, assumedDays: Number(assumedDays), kept })
  const costCurrency = plan.study?.settings.limit.currency ?? ''
  const mismatch = isOther(kept?.currency ?? '', costCurrency)
  if (!periods) return null

  async function importPrices(file: File | null): Promise<void> {
    if (!file) return
    try {
      checkTextSize(file.size)
      const { prices, currency, problems, problemCount, warnings } = readPrices(new Uint8Array(await file.arrayBuffer()))
      const act = { kind: 'prices', title: `Prices of ${symbol} read from ${file.name}` }
      await saveCooperativeSetting(act, pricesSetting(symbol), { prices, currency, fileName: file.name })
      const [first] = problems
      const leftOut = first ? [`${countText(problemCount, 'row')} left out; the first: ${first.message}`] : []
      setRemarks([...leftOut, ...warnings.map(({ message }) => message)])
    } catch (thrown) {
      onProblem(asProblem(thrown))
    }
  }

  return (
    <section aria-label="Payback">
      <Title order={2} mb={4}>
        Payback
      </Title>
      {network === null ? (
        <Text fz="xs">No rewards are here yet: import a rewards file of this fleet to see when sites may pay back.</Text>
      ) : (
        <>
          <Group gap="xs" align="end" mb={8}>
            {networks.length > 1 && (
              <Select
                size="xs"
                label="Rewards of"
                w={120}
                allowDeselect={false}
                data={networks}
                value={network}
                onChange={setChosen}
              />
            )}
            {periods.some((period) => period.network === network && !saysItsDays(period)) && (
              <NumberInput size="xs" w={150} label="Days in a period" min={1} value={assumedDays} onChange={setAssumedDays} />
            )}
            <FileButton accept=".csv,.txt,text/csv" onChange={(file) => void importPrices(file)}>
              {(button) => (
                <Button size="xs" variant="default" {...button}>
                  Read prices of {symbol}
                </Button>
              )}
            </FileButton>
          </Group>
          {kept && (
            <Text fz="xs" c="dimmed" mb={4}>
              {countText(kept.prices.length, 'price')} from {kept.fileName}
            </Text>
          )}
          {remarks.map((remark) => (
            <Text key={remark} fz="xs" mb={4} role="status">
              {remark}
            </Text>
          ))}
          {mismatch ? (
            <Text fz="xs">
              The prices are in {kept?.currency} and the costs in {costCurrency}: read prices in {costCurrency}.
            </Text>
          ) : (
            <PaybackAnswer answer={answer} plan={plan} currency={kept?.currency || costCurrency} />
          )}
        </>
      )}
    </section>
  )
}

/** A file or a plan that names no currency is taken to mean the other's. */
const isOther = (a: string, b: string) => a !== '' && b !== '' && a.toUpperCase() !== b.toUpperCase()
const saysItsDays = (period: Period) => periodDays(period, DEFAULT_DAYS).isNamed

interface PaybackAnswerProps {
  answer: ReturnType<typeof usePayback>
  plan: Plan
  currency: string
}

function PaybackAnswer({ answer, plan, currency }: PaybackAnswerProps) {
  if (answer === null) return null
  if (answer instanceof Problem) return <ProblemAlert problem={answer} />
  const { sites, missing, notes } = answer.payback
  return (
    <>
      {missing.map((sentence) => (
        <Text key={sentence} fz="xs" mb={4}>
          {sentence}
        </Text>
      ))}
      {sites.length > 0 && (
        <Table horizontalSpacing={4} fz="xs" mb={4} className={classes.tight} w="100%">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Site</Table.Th>
              <Table.Th ta="end">A month</Table.Th>
              <Table.Th ta="end">Good</Table.Th>
              <Table.Th ta="end">Typical</Table.Th>
              <Table.Th ta="end">Poor</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sites.map(({ siteId, bands, basis }) => (
              <Table.Tr key={siteId} title={basis}>
                <Table.Td>{plan.sites.find(({ id }) => id === siteId)?.order}</Table.Td>
                <Table.Td ta="end">
                  {amount(bands.low.valuePerMonth)} to {costText(amountNumber(bands.high.valuePerMonth), currency)}
                </Table.Td>
                <Table.Td ta="end">{monthsText(bands.high.months)}</Table.Td>
                <Table.Td ta="end">{monthsText(bands.typical.months)}</Table.Td>
                <Table.Td ta="end">{monthsText(bands.low.months)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {[...new Set(sites.map(({ basis }) => basis)), ...notes].slice(0, 4).map((sentence) => (
        <Text key={sentence} fz="xs" c="dimmed" mb={4}>
          {sentence}
        </Text>
      ))}
    </>
  )
}

const amountNumber = (value: number) => Number(value.toPrecision(2))
const amount = (value: number) => numberText(amountNumber(value))
