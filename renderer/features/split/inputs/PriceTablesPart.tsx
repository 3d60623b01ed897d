import { Button, FileButton, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { decodeText } from '#core/files/decodeText'
import { Problem } from '#core/model/problem'
import { readPriceTable } from '#core/volatility/readPriceTable'
import { countText } from '#core/words/countText'
import { isoDay } from '#core/words/dateText'
import { addPriceTable, removePriceTable, usePriceTables } from '../../../data/money/priceTables'
import type { InputsPartProps } from './InputsSection'
import { readBytes } from './readBytes'

/** Price tables of the token that were imported, and the way to another. */
export function PriceTablesPart({ period, run }: InputsPartProps) {
  const { symbol } = period.token
  const tables = usePriceTables(symbol)
  /** A file that does not say in which currency its prices are. */
  const [unnamed, setUnnamed] = useState<File | null>(null)

  async function take(file: File, currency: string | null) {
    const text = decodeText(await readBytes(file))
    try {
      await addPriceTable(symbol, readPriceTable(text, file.name, currency))
      setUnnamed(null)
    } catch (thrown) {
      if (!(thrown instanceof Problem && thrown.code === 'price.no-currency' && currency === null)) throw thrown
      setUnnamed(file)
    }
  }

  return (
    <Group gap="md" mt={4}>
      <FileButton onChange={(file) => file && run(() => take(file, null))} accept=".csv,.txt,.tsv,text/csv">
        {(props) => (
          <Button {...props} size="compact-sm" variant="default" leftSection={<IconFileImport size={14} />}>
            Import price table
          </Button>
        )}
      </FileButton>
      {tables?.map((table) => (
        <Group key={table.id} gap={4} wrap="nowrap">
          <Text fz="sm" c="dimmed">
            {table.sourceName}: {countText(table.prices.length, 'price')} in {table.currency},{' '}
            {isoDay(table.prices[0]?.[0] ?? '')} to {isoDay(table.prices.at(-1)?.[0] ?? '')}
          </Text>
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            onClick={() => run(() => removePriceTable(table))}
            aria-label={`Remove price table ${table.sourceName}`}
          >
            Remove
          </Button>
        </Group>
      ))}
      {unnamed && (
        <CurrencyQuestion
          fileName={unnamed.name}
          onAnswer={(currency) => run(() => take(unnamed, currency))}
          onClose={() => setUnnamed(null)}
        />
      )}
    </Group>
  )
}

interface CurrencyQuestionProps {
  fileName: string
  onAnswer: (currency: string) => void
  onClose: () => void
}

function CurrencyQuestion({ fileName, onAnswer, onClose }: CurrencyQuestionProps) {
  const [currency, setCurrency] = useState('')
  return (
    <Modal opened onClose={onClose} title="Which currency?" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          onAnswer(currency.trim().toUpperCase())
        }}
      >
        <Stack gap="sm">
          <Text fz="sm">{fileName} does not say in which currency its prices are.</Text>
          <TextInput
            label="Currency"
            description="Its three letters, such as EUR"
            required
            data-autofocus
            value={currency}
            onChange={(event) => setCurrency(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button type="submit" disabled={currency.trim().length !== 3}>
              Import the prices
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
