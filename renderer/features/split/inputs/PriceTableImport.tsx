import { Button, type ButtonProps, FileButton, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { decodeText } from '#core/files/decodeText'
import { Problem } from '#core/model/problem'
import { readPriceTable } from '#core/volatility/readPriceTable'
import { addPriceTable } from '../../../data/money/priceTables'
import { MayWrite } from '../../../ui/access/MayWrite'
import { readBytes } from './readBytes'

interface PriceTableImportProps {
  symbol: string
  label: string
  size?: ButtonProps['size']
  variant?: ButtonProps['variant']
  /** Does it and shows what is in the way. */
  run: (work: () => Promise<void>) => void
  onImported?: (id: string) => void
}

/** Imports a price table, and asks for the currency where the file does not say it. */
export function PriceTableImport({ symbol, label, size, variant = 'default', run, onImported }: PriceTableImportProps) {
  /** A file that does not say in which currency its prices are. */
  const [unnamed, setUnnamed] = useState<File | null>(null)

  async function take(file: File, currency: string | null) {
    const text = decodeText(await readBytes(file))
    try {
      const reading = readPriceTable(text, file.name, currency)
      onImported?.(await addPriceTable(symbol, reading))
      setUnnamed(null)
    } catch (thrown) {
      if (!(thrown instanceof Problem && thrown.code === 'price.no-currency' && currency === null)) throw thrown
      setUnnamed(file)
    }
  }

  return (
    <>
      <FileButton onChange={(file) => file && run(() => take(file, null))} accept=".csv,.txt,.tsv,text/csv">
        {(props) => (
          <Button {...props} size={size} variant={variant} leftSection={<IconFileImport size={size ? 14 : 16} />}>
            {label}
          </Button>
        )}
      </FileButton>
      {unnamed && (
        <CurrencyQuestion
          fileName={unnamed.name}
          onAnswer={(currency) => run(() => take(unnamed, currency))}
          onClose={() => setUnnamed(null)}
        />
      )}
    </>
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
            <MayWrite tables={['priceTables']}>
              <Button type="submit" disabled={currency.trim().length !== 3}>
                Import the prices
              </Button>
            </MayWrite>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
