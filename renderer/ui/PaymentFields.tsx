import { Autocomplete, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { CURRENCIES } from '#core/model/currency'
import type { PaidDraft } from './paymentDraft'

interface PaymentFieldsProps {
  draft: PaidDraft
  memberName: string
  /** What is missing or wrong, and of which field. */
  fault: { field: string; message: string } | null
  onChange: (draft: PaidDraft) => void
}

/** Whether a member is paid in tokens or in money, and where. A field is called wrong only once something was typed in it. */
export function PaymentFields({ draft, memberName, fault, onChange }: PaymentFieldsProps) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const text = (field: 'holder' | 'iban' | 'bic' | 'account') => ({
    value: draft[field],
    spellCheck: false,
    error: fault?.field === field && left.has(field) && draft[field].trim() !== '' ? fault.message : undefined,
    onBlur: () => setLeft(new Set([...left, field])),
    onChange: (event: { currentTarget: { value: string } }) => onChange({ ...draft, [field]: event.currentTarget.value }),
  })
  return (
    <Stack gap="xs">
      <Select
        label="Paid in"
        allowDeselect={false}
        data={[
          { value: 'token', label: 'Tokens, at the address' },
          { value: 'money', label: 'Money: the tokens stay with the cooperative' },
        ]}
        value={draft.paidBy}
        onChange={(paidBy) =>
          onChange({ ...draft, paidBy: paidBy === 'money' ? 'money' : 'token', holder: draft.holder || memberName })
        }
      />
      {draft.paidBy === 'money' && (
        <>
          <Group grow align="flex-start">
            <Select
              label="Paid to"
              allowDeselect={false}
              data={[
                { value: 'bank', label: 'A bank account' },
                { value: 'service', label: 'A payment service' },
              ]}
              value={draft.kind}
              onChange={(kind) => onChange({ ...draft, kind: kind === 'service' ? 'service' : 'bank' })}
            />
            <Select
              label="Currency"
              searchable
              allowDeselect={false}
              data={[...CURRENCIES]}
              limit={100}
              value={draft.currency}
              onChange={(currency) => onChange({ ...draft, currency: currency ?? 'EUR' })}
            />
          </Group>
          <TextInput label="Account holder" description="As the bank or the service has the name" {...text('holder')} />
          {draft.kind === 'bank' ? (
            <>
              <TextInput label="IBAN" {...text('iban')} />
              <TextInput label="BIC" description="Optional" {...text('bic')} />
            </>
          ) : (
            <Group grow align="flex-start">
              <Autocomplete
                label="Service"
                data={['PayPal', 'Revolut', 'Skrill', 'Wise']}
                value={draft.service}
                onChange={(service) => onChange({ ...draft, service })}
              />
              <TextInput label="E-mail or account number" {...text('account')} />
            </Group>
          )}
          <Text fz="sm" c="dimmed">
            {fault ? `Still needed: ${fault.message}` : 'Their share is paid at the price that the split of a period states.'}
          </Text>
        </>
      )}
    </Stack>
  )
}
