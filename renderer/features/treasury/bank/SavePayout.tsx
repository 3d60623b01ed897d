import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import type { MoneyPayoutFile, MoneyPayoutRow } from '#core/bank/moneyPayoutFile'
import { paymentsCsv } from '#core/bank/paymentsCsv'
import { sepaCreditTransfer } from '#core/bank/sepaCreditTransfer'
import type { Problem } from '#core/model/problem'
import { isoDay } from '#core/words/dateText'
import { saveFile } from '../../../platform/saveFile'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'

const FORMS = [
  { value: '09', label: 'Bank: SEPA, pain.001.001.09' },
  { value: '03', label: 'Bank: SEPA, pain.001.001.03' },
  { value: 'wise', label: 'Wise: batch file (CSV)' },
  { value: 'general', label: 'Any payment service: table (CSV)' },
  { value: 'json', label: 'The payout itself, to verify' },
] as const
type Form = (typeof FORMS)[number]['value']

/** The payout as a file for whoever makes the payments. The bank says which version it takes. */
export function SavePayout({ payout }: { payout: MoneyPayoutFile }) {
  const [form, setForm] = useState<Form>('09')
  const [executeOn, setExecuteOn] = useState(() => isoDay(Date.now()))
  const [left, setLeft] = useState<MoneyPayoutRow[]>([])
  const [problem, setProblem] = useState<Problem | null>(null)
  const isSepa = form === '09' || form === '03'

  function save() {
    setProblem(null)
    setLeft([])
    try {
      setLeft(handOut(payout, form, executeOn.trim()))
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  return (
    <Stack gap="xs">
      <Group align="flex-end" gap="sm">
        <Select
          label="Save for"
          w={300}
          allowDeselect={false}
          data={[...FORMS]}
          value={form}
          onChange={(value) => setForm(FORMS.find((each) => each.value === value)?.value ?? '09')}
        />
        {isSepa && (
          <TextInput
            label="Pay on"
            placeholder="2026-01-31"
            w={130}
            value={executeOn}
            onChange={(event) => setExecuteOn(event.currentTarget.value)}
          />
        )}
        <Button variant="default" leftSection={<IconDownload size={16} />} onClick={save}>
          Save the payments
        </Button>
      </Group>
      {left.length > 0 && (
        <Text fz="sm" role="status">
          Not in this file: {left.map(({ name }) => name).join(', ')}. Save another file for them.
        </Text>
      )}
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
    </Stack>
  )
}

/** @returns the payments that the file has no place for */
function handOut(payout: MoneyPayoutFile, form: Form, executeOn: string): MoneyPayoutRow[] {
  const name = `${payout.split.period.name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'payout'}-${payout.sequence}`
  switch (form) {
    case '03':
    case '09': {
      const { xml, left } = sepaCreditTransfer(payout, form, executeOn)
      saveFile(`${name}.pain.001.xml`, xml, 'application/xml')
      return left
    }
    case 'wise':
    case 'general': {
      const { csv, left } = paymentsCsv(payout, form)
      saveFile(`${name}.${form}.csv`, csv, 'text/csv')
      return left
    }
    case 'json':
      saveFile(`${name}.commonmast-money-payout.json`, JSON.stringify(payout))
      return []
  }
}
