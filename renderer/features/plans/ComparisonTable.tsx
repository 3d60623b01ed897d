import { Table, Text, Title } from '@mantine/core'
import type { Plan } from '#core/model/records'
import { boundText } from '#core/planning/boundText'
import { costPerWeight } from '#core/planning/economics/costPerWeight'
import { scenarioOf } from '#core/planning/planFamily'
import { costText } from '#core/words/costText'
import { lengthText } from '#core/words/distanceText'
import { numberText } from '#core/words/numberText'
import { shareText } from '#core/words/shareText'
import { weightText } from '#core/words/weightText'
import classes from './Plans.module.css'
import { planMeasures } from './planMeasures'

/** Scenarios side by side, one row per figure. */
export function ComparisonTable({ scenarios }: { scenarios: readonly Plan[] }) {
  const rows = ROWS.map(({ label, read }) => ({ label, cells: scenarios.map(read) }))
  const units = new Set(scenarios.map((plan) => planMeasures(plan).unit))
  return (
    <>
      <Title order={2} mb={4}>
        Scenarios side by side
      </Title>
      {units.size > 1 && (
        <Text fz="xs" c="dimmed" mb={4}>
          These scenarios count different things ({[...units].join(', ')}): compare their places rather than their totals.
        </Text>
      )}
      <Table mb="sm" horizontalSpacing={6} fz="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Figure</Table.Th>
            {scenarios.map((plan) => (
              <Table.Th key={plan.id} ta="end">
                {scenarioOf(plan)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ label, cells }) => (
            <Table.Tr key={label}>
              <Table.Th scope="row" fw={400} className={classes.tight}>
                {label}
              </Table.Th>
              {cells.map((text, i) => (
                <Table.Td key={scenarios[i]?.id} ta="end">
                  {text}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  )
}

const ROWS: { label: string; read: (plan: Plan) => string }[] = [
  { label: 'Link', read: ({ study, reachM }) => study?.settings.profile?.name ?? `Circle of ${lengthText(reachM)}` },
  { label: 'Sites', read: ({ sites }) => numberText(sites.length) },
  {
    label: 'Newly reached',
    read: (plan) => {
      const { value, unit } = planMeasures(plan)
      return weightText(value, unit)
    },
  },
  {
    label: 'Reached after',
    read: (plan) => {
      const { after, total } = planMeasures(plan)
      return shareText(after, total)
    },
  },
  { label: 'How good', read: ({ study }) => (study ? boundText(study.outcome) : 'not known') },
  {
    label: 'Cost',
    read: (plan) => {
      const { cost, currency } = planMeasures(plan)
      return cost > 0 ? costText(cost, currency) : 'not given'
    },
  },
  { label: 'Each newly reached', read: (plan) => perUnitText(plan) },
  {
    label: 'At 6 dB less',
    read: (plan) => {
      const row = plan.study?.outcome.sensitivity.find(({ offsetDb }) => offsetDb === -6)
      return row ? weightText(row.value, planMeasures(plan).unit) : 'not known'
    },
  },
]

/** What one newly covered unit costs; "not given" where nothing costs. */
export function perUnitText(plan: Plan): string {
  const { cost, currency, value, unit } = planMeasures(plan)
  const each = costPerWeight(cost, value)
  const one = unit === 'cells' ? 'cell' : `unit of ${unit}`
  return each === null
    ? 'not given'
    : `${costText(Number(each.toPrecision(3)), currency)} per ${unit === 'people' ? 'person' : one}`
}
