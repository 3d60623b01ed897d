import { Table, Text } from '@mantine/core'
import { Fragment } from 'react'
import type { StageResult } from '#core/agreements/evaluateTerms'
import type { ExampleStage, WorkedExample } from '#core/agreements/workedExample'
import { currencyDecimals } from '#core/model/currency'
import { formatAmount, type Token } from '#core/model/money'
import type { Stage } from '#core/model/terms'
import { amountText } from '#core/words/amountText'
import { Amount } from '../../../ui/Amount'
import classes from './AgreementFlow.module.css'
import { type ExampleNames, stageRows, widthPercent } from './exampleView'
import { stageName } from './stageKinds'

interface AgreementFlowProps {
  example: WorkedExample
  token: Token
  names: ExampleNames
}

/** What comes in, what each stage takes of it and for whom, and what goes on: a picture whose figures are exact. */
export function AgreementFlow({ example, token, names }: AgreementFlowProps) {
  return (
    <Table className={classes.flow} aria-label="Flow of this agreement" withRowBorders={false}>
      <Table.Tbody>
        {example.stages.map((stage, at) => (
          <StageFlow key={stage.stage.id} at={at} stage={stage} whole={example.amountBaseUnits} token={token} names={names} />
        ))}
      </Table.Tbody>
    </Table>
  )
}

interface StageFlowProps {
  at: number
  stage: ExampleStage
  whole: bigint
  token: Token
  names: ExampleNames
}

function StageFlow({ at, stage, whole, token, names }: StageFlowProps) {
  const rows = stageRows(stage, names)
  const { inBaseUnits, outBaseUnits, counter } = stage
  return (
    <Fragment>
      <Table.Tr className={classes.head}>
        <Table.Td className={classes.trunk} rowSpan={rows.length + 1} aria-hidden="true">
          <Trunk before={widthPercent(inBaseUnits, whole)} after={widthPercent(outBaseUnits, whole)} />
        </Table.Td>
        <Table.Th scope="rowgroup" fz="xs" c="dimmed" fw={550}>
          {at + 1} · {stageName(stage.stage.kind)}
          {counter && (
            <Text fz="xs" inherit fw={400}>
              {counterText(stage.stage.kind, counter, token)}
            </Text>
          )}
        </Table.Th>
        <Table.Td fz="xs" c="dimmed">
          of <Amount baseUnits={inBaseUnits} token={token} />
        </Table.Td>
      </Table.Tr>
      {rows.map(({ key, label, amountBaseUnits }) => (
        <Table.Tr key={key}>
          <Table.Td>
            {label}
            <div className={classes.track}>
              <div className={classes.bar} style={{ width: `${widthPercent(amountBaseUnits, whole)}%` }} />
            </div>
          </Table.Td>
          <Table.Td>
            <Amount baseUnits={amountBaseUnits} token={token} />
          </Table.Td>
        </Table.Tr>
      ))}
    </Fragment>
  )
}

/** As wide as what comes in above and as what goes on below; what is taken is the darker part. */
function Trunk({ before, after }: { before: number; after: number }) {
  return (
    <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      <polygon className={classes.body} points={`0,0 ${after},0 ${after},100 0,100`} />
      <polygon className={classes.taken} points={`${after},0 ${before},0 ${after},100`} />
    </svg>
  )
}

/** Where a counter stands before and after, in its own unit: what came back, or what is owed. */
function counterText(kind: Stage['kind'], { unit, before, after }: NonNullable<StageResult['counter']>, token: Token): string {
  const text = (value: bigint) =>
    unit === 'base-units' ? amountText(value, token) : `${formatAmount(value, currencyDecimals(unit))} ${unit}`
  return kind === 'fixed'
    ? `Owed before ${text(before)}, after it ${text(after)}`
    : `Came back before ${text(before)}, after it ${text(after)}`
}
