import { Button, Group, Text } from '@mantine/core'
import { countText } from '#core/words/countText'
import { isoDay } from '#core/words/dateText'
import { removePriceTable, usePriceTables } from '../../../data/money/priceTables'
import { MayWrite } from '../../../ui/access/MayWrite'
import type { InputsPartProps } from './InputsSection'
import { PriceTableImport } from './PriceTableImport'

/** Price tables of the token that were imported, and the way to another. */
export function PriceTablesPart({ period, run }: InputsPartProps) {
  const { symbol } = period.token
  const tables = usePriceTables(symbol)
  return (
    <Group gap="md" mt={4}>
      <PriceTableImport symbol={symbol} label="Import price table" size="compact-sm" run={run} />
      {tables?.map((table) => (
        <Group key={table.id} gap={4} wrap="nowrap">
          <Text fz="sm" c="dimmed">
            {table.sourceName}: {countText(table.prices.length, 'price')} in {table.currency},{' '}
            {isoDay(table.prices[0]?.[0] ?? '')} to {isoDay(table.prices.at(-1)?.[0] ?? '')}
          </Text>
          <MayWrite tables={['priceTables']}>
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              onClick={() => run(() => removePriceTable(table))}
              aria-label={`Remove price table ${table.sourceName}`}
            >
              Remove
            </Button>
          </MayWrite>
        </Group>
      ))}
    </Group>
  )
}
