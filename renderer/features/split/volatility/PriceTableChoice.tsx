import { ActionIcon, Group, Select } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { PriceTableRecord } from '#core/agreements/agreementRecords'
import type { Problem } from '#core/model/problem'
import { countText } from '#core/words/countText'
import { removePriceTable } from '../../../data/money/priceTables'
import { MayWrite } from '../../../ui/access/MayWrite'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import { PriceTableImport } from '../inputs/PriceTableImport'

interface PriceTableChoiceProps {
  symbol: string
  tables: PriceTableRecord[]
  table: PriceTableRecord | null
  onChoose: (id: string) => void
}

/** Which of the imported price tables counts, or another import. */
export function PriceTableChoice({ symbol, tables, table, onChoose }: PriceTableChoiceProps) {
  const [problem, setProblem] = useState<Problem | null>(null)
  const run = (work: () => Promise<void>) => {
    setProblem(null)
    work().catch((thrown: unknown) => setProblem(asProblem(thrown)))
  }
  return (
    <>
      {tables.length > 0 && (
        <Select
          label="Prices"
          w={260}
          allowDeselect={false}
          data={tables.map(({ id, sourceName, currency, prices }) => ({
            value: id,
            label: `${sourceName}, ${countText(prices.length, 'price')} in ${currency}`,
          }))}
          value={table?.id ?? null}
          onChange={(id) => id !== null && onChoose(id)}
        />
      )}
      <Group gap="xs">
        {table && (
          <MayWrite tables={['priceTables']}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={`Remove price table ${table.sourceName}`}
              onClick={() => run(() => removePriceTable(table))}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </MayWrite>
        )}
        <PriceTableImport
          symbol={symbol}
          label={`Import prices of ${symbol}`}
          variant={tables.length === 0 ? 'filled' : 'default'}
          run={run}
          onImported={onChoose}
        />
      </Group>
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
    </>
  )
}
