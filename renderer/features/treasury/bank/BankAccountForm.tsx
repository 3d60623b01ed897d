import { Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { ibanText } from '#core/bank/checkPaymentDetails'
import { checkDebtor } from '#core/bank/makeMoneyPayout'
import type { Debtor } from '#core/bank/moneyPayoutFile'
import type { Problem } from '#core/model/problem'
import { bankAccountSetting } from '#core/records/tables/cooperativeSettings'
import { saveCooperativeSetting } from '../../../data/cooperative/settings'
import { MayWrite } from '../../../ui/access/MayWrite'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'

/** The account from which members are paid. */
export function BankAccountForm({ account }: { account: Debtor | undefined }) {
  const [isOpen, setIsOpen] = useState(false)
  if (account && !isOpen) {
    return (
      <Group gap="sm">
        <Text fz="sm">
          Paid from {account.name}, <span className="figures">{ibanText(account.iban)}</span>
        </Text>
        <MayWrite tables={['cooperativeSettings']}>
          <Button variant="subtle" size="compact-sm" onClick={() => setIsOpen(true)}>
            Change the account
          </Button>
        </MayWrite>
      </Group>
    )
  }
  return <AccountFields key={account?.iban ?? ''} account={account} onDone={() => setIsOpen(false)} />
}

function AccountFields({ account, onDone }: { account: Debtor | undefined; onDone: () => void }) {
  const [name, setName] = useState(account?.name ?? '')
  const [iban, setIban] = useState(account ? ibanText(account.iban) : '')
  const [bic, setBic] = useState(account?.bic ?? '')
  const [problem, setProblem] = useState<Problem | null>(null)

  async function save(event: FormEvent) {
    event.preventDefault()
    try {
      setProblem(null)
      const code = bic.replace(/\s/g, '').toUpperCase()
      const debtor = checkDebtor({ name, iban, ...(code !== '' && { bic: code }) })
      const act = { kind: 'bank-account', title: `Account that pays members: ending in ${debtor.iban.slice(-4)}` }
      await saveCooperativeSetting(act, bankAccountSetting, debtor)
      onDone()
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  return (
    <Paper withBorder p="md" component="form" onSubmit={save} aria-label="Account that pays">
      <Stack gap="sm">
        <Title order={2}>Account that pays</Title>
        <Group align="flex-start" gap="sm">
          <TextInput label="Account holder" required value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <TextInput
            label="IBAN"
            required
            w={300}
            spellCheck={false}
            value={iban}
            error={problem?.field === 'iban' ? problem.message : undefined}
            onChange={(event) => setIban(event.currentTarget.value)}
          />
          <TextInput
            label="BIC, optional"
            spellCheck={false}
            value={bic}
            onChange={(event) => setBic(event.currentTarget.value)}
          />
        </Group>
        {problem && problem.field !== 'iban' && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
        <Group>
          <MayWrite tables={['cooperativeSettings']}>
            <Button type="submit">Save the account</Button>
          </MayWrite>
          {account && (
            <Button variant="default" onClick={onDone}>
              Cancel
            </Button>
          )}
        </Group>
      </Stack>
    </Paper>
  )
}
