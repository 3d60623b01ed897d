import { Button, Group, Modal, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { type Price, priceSchema } from '#core/agreements/price'
import { instantOf } from '#core/model/periodDates'
import { Problem } from '#core/model/problem'
import type { Period } from '#core/model/records'
import { savePrice } from '../../../data/money/periodInputs'
import { priceFromTable, type TablePrice, usePriceTables } from '../../../data/money/priceTables'
import { MayWrite } from '../../../ui/access/MayWrite'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import { priceAge } from './priceAge'

interface PriceFormProps {
  period: Period
  /** Null where the person says which. */
  currency: string | null
  price: Price | undefined
  onClose: () => void
}

/** A price by hand, or the one that an imported table has at the end of the period. */
export function PriceForm({ period, currency: given, price, onClose }: PriceFormProps) {
  const [currency, setCurrency] = useState(given ?? '')
  const [text, setText] = useState(price?.price ?? '')
  const [source, setSource] = useState(price?.source ?? '')
  const [at, setAt] = useState((price?.at ?? period.end ?? '').slice(0, 16))
  const [problem, setProblem] = useState<Problem | null>(null)
  const code = currency.trim().toUpperCase()
  const tables = usePriceTables(period.token.symbol)?.filter((table) => table.currency === code) ?? []

  async function save(chosen: Price) {
    try {
      await savePrice(period, chosen)
      onClose()
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  function saveTyped(event: FormEvent) {
    event.preventDefault()
    const typed = priceSchema.safeParse({ currency: code, price: text.trim(), source: source.trim(), at: instantOf(`${at}:00Z`) })
    if (typed.success) void save(typed.data)
    else setProblem(new Problem('price.malformed', `"${text}" is not a price: write digits with a point, such as 3.4731.`))
  }

  const symbol = period.token.symbol
  return (
    <Modal opened onClose={onClose} title={`Price of ${symbol}`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={saveTyped}>
        <Stack gap="sm">
          {problem && <ProblemAlert problem={problem} />}
          {given === null && (
            <TextInput
              label="Currency"
              description="Its three letters, such as EUR"
              required
              data-autofocus
              value={currency}
              onChange={(event) => setCurrency(event.currentTarget.value)}
            />
          )}
          {tables.map((table) => (
            <FromTable
              key={table.id}
              sourceName={table.sourceName}
              found={find(() => priceFromTable(table, period.end ?? ''))}
              onUse={save}
            />
          ))}
          <SimpleGrid cols={2} spacing="sm">
            <TextInput
              label={`${code || 'Money'} for one ${symbol}`}
              required
              data-autofocus={given !== null || undefined}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <TextInput
              label="At, in UTC"
              type="datetime-local"
              required
              value={at}
              onChange={(event) => setAt(event.currentTarget.value)}
            />
          </SimpleGrid>
          <TextInput
            label="Source"
            description="Where it is from, so that others can look it up"
            required
            value={source}
            onChange={(event) => setSource(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <MayWrite tables={['periodInputs']}>
              <Button type="submit" disabled={code === '' || text.trim() === '' || source.trim() === '' || at === ''}>
                Save price
              </Button>
            </MayWrite>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

interface FromTableProps {
  sourceName: string
  found: TablePrice | Problem
  onUse: (price: Price) => void
}

function FromTable({ sourceName, found, onUse }: FromTableProps) {
  if (found instanceof Problem) return <Text fz="sm">{found.message}</Text>
  const { price, ageMs } = found
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text fz="sm">
        {sourceName} says <strong className="figures">{price.price}</strong>, {priceAge(ageMs)}.
      </Text>
      <Button variant="light" size="compact-sm" miw="max-content" onClick={() => onUse(price)}>
        Use this price
      </Button>
    </Group>
  )
}

function find(look: () => TablePrice): TablePrice | Problem {
  try {
    return look()
  } catch (thrown) {
    return asProblem(thrown)
  }
}
