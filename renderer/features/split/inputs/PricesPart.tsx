import { Badge, Button, Group, Table, Text, Title, VisuallyHidden } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { Price } from '#core/agreements/price'
import { removePrice } from '../../../data/money/periodInputs'
import { MayWrite } from '../../../ui/access/MayWrite'
import type { InputsPartProps } from './InputsSection'
import { PriceForm } from './PriceForm'
import { PriceTablesPart } from './PriceTablesPart'
import { isOldPrice, priceAge } from './priceAge'

interface PricesPartProps extends InputsPartProps {
  prices: Price[]
  /** Those that the agreements need. */
  currencies: string[]
}

/** One price for each currency that agreements name, with where it is from and of when. */
export function PricesPart({ period, isClosed, run, prices, currencies }: PricesPartProps) {
  const [edited, setEdited] = useState<{ currency: string | null } | null>(null)
  const stated = new Map(prices.map((price) => [price.currency, price]))
  const all = [...new Set([...currencies, ...stated.keys()])].sort()
  return (
    <div>
      <Group justify="space-between" mb={4}>
        <Title order={3}>Prices of {period.token.symbol}</Title>
        {!isClosed && (
          <MayWrite tables={['periodInputs']}>
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconPlus size={14} />}
              onClick={() => setEdited({ currency: null })}
            >
              Add price
            </Button>
          </MayWrite>
        )}
      </Group>
      {all.length === 0 ? (
        <Text fz="sm" c="dimmed">
          No agreement of this period names an amount of money, so no price is needed.
        </Text>
      ) : (
        <Table aria-label={`Prices of ${period.token.symbol}`}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Currency</Table.Th>
              <Table.Th ta="right">One {period.token.symbol}</Table.Th>
              <Table.Th>Of</Table.Th>
              <Table.Th>Source</Table.Th>
              <Table.Th>
                <VisuallyHidden>Actions</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {all.map((currency) => (
              <PriceRow
                key={currency}
                currency={currency}
                price={stated.get(currency)}
                end={period.end}
                isNeeded={currencies.includes(currency)}
                isClosed={isClosed}
                onChange={() => setEdited({ currency })}
                onRemove={() => run(() => removePrice(period, currency))}
              />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {!isClosed && <PriceTablesPart period={period} isClosed={isClosed} run={run} />}
      {edited && (
        <PriceForm
          period={period}
          currency={edited.currency}
          price={edited.currency === null ? undefined : stated.get(edited.currency)}
          onClose={() => setEdited(null)}
        />
      )}
    </div>
  )
}

interface PriceRowProps {
  currency: string
  price: Price | undefined
  end: string | undefined
  isNeeded: boolean
  isClosed: boolean
  onChange: () => void
  onRemove: () => void
}

function PriceRow({ currency, price, end, isNeeded, isClosed, onChange, onRemove }: PriceRowProps) {
  return (
    <Table.Tr>
      <Table.Td fw={550}>{currency}</Table.Td>
      <Table.Td ta="right" className="figures">
        {price?.price ?? (
          <Badge color="red" variant="light" tt="none" miw="max-content">
            missing
          </Badge>
        )}
      </Table.Td>
      <Table.Td>{price && <PriceTime at={price.at} end={end} />}</Table.Td>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        {price && <span title={price.source}>{shortSource(price.source)}</span>}
        {price && !isNeeded && (
          <Text fz="xs" c="dimmed">
            No agreement of this period needs it.
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="right">
        {!isClosed && (
          <Group gap={4} justify="flex-end" wrap="nowrap">
            <MayWrite tables={['periodInputs']}>
              <Button
                size="compact-sm"
                variant={price ? 'subtle' : 'light'}
                onClick={onChange}
                aria-label={price ? `Change the price in ${currency}` : `State the price in ${currency}`}
              >
                {price ? 'Change' : 'State the price'}
              </Button>
            </MayWrite>
            {price && (
              <MayWrite tables={['periodInputs']}>
                <Button
                  size="compact-sm"
                  variant="subtle"
                  color="gray"
                  onClick={onRemove}
                  aria-label={`Remove the price in ${currency}`}
                >
                  Remove
                </Button>
              </MayWrite>
            )}
          </Group>
        )}
      </Table.Td>
    </Table.Tr>
  )
}

function PriceTime({ at, end }: { at: string; end: string | undefined }) {
  const ageMs = end === undefined ? null : Date.parse(end) - Date.parse(at)
  return (
    <>
      <Text fz="sm" className="figures">
        {at.slice(0, 16).replace('T', ' ')} UTC
      </Text>
      {ageMs !== null && isOldPrice(ageMs) && (
        <Badge color="yellow" variant="light" tt="none" miw="max-content">
          {priceAge(ageMs)}
        </Badge>
      )}
      {ageMs !== null && !isOldPrice(ageMs) && (
        <Text fz="xs" c="dimmed">
          {priceAge(ageMs)}
        </Text>
      )}
    </>
  )
}

/** A digest is recognised by its beginning; all of it is in the split. */
function shortSource(source: string): string {
  return source.replace(/\b([0-9a-f]{12})[0-9a-f]{52}\b/g, '$1…')
}
