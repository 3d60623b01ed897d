import { ActionIcon, Button, FileButton, Group, Select } from '@mantine/core'
import { IconFileImport, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { PriceTableRecord } from '#core/agreements/agreementRecords'
import type { Problem } from '#core/model/problem'
import { countText } from '#core/words/countText'
import { importPriceTable, removePriceTable } from '../../../data/prices/priceTables'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'

interface PriceTableChoiceProps {
  symbol: string
  tables: PriceTableRecord[]
  table: PriceTableRecord | null
  onChoose: (id: string) => void
}

/** Which of the imported price tables counts, or another import. */
export function PriceTableChoice({ symbol, tables, table, onChoose }: PriceTableChoiceProps) {
  const [problem, setProblem] = useState<Problem | null>(null)

  async function read(file: File | null): Promise<void> {
    if (!file) return
    setProblem(null)
    try {
      const { table: read } = await importPriceTable(file, symbol, null)
      onChoose(`${symbol}:${read.source.contentSha256}`)
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  async function remove(one: PriceTableRecord): Promise<void> {
    try {
      await removePriceTable(one)
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
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
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={`Remove the prices of ${table.sourceName}`}
            onClick={() => void remove(table)}
          >
            <IconTrash size={16} />
          </ActionIcon>
        )}
        <FileButton accept=".csv,.txt,text/csv" onChange={(file) => void read(file)}>
          {(button) => (
            <Button variant={tables.length === 0 ? 'filled' : 'default'} leftSection={<IconFileImport size={16} />} {...button}>
              Import prices of {symbol}
            </Button>
          )}
        </FileButton>
      </Group>
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
    </>
  )
}
