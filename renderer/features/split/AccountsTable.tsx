import { Table, Text, Title } from '@mantine/core'
import type { BooksText } from '#core/agreements/books'
import type { SplitFileV3 } from '#core/rewards/splitFileV3'
import { Amount } from '../../ui/Amount'
import { SignedAmount } from '../../ui/SignedAmount'

const KINDS: Record<BooksText['accounts'][number]['kind'], string> = {
  held: 'Held',
  carried: 'Carried',
  prepaid: 'Paid ahead',
  reserve: 'Reserve',
}

/** The accounts of the cooperative and its members, with what they opened and closed with; nothing where all are at zero. */
export function AccountsTable({ split }: { split: SplitFileV3 }) {
  const accounts = accountsOf(split)
  if (accounts.length === 0) return null
  const names = new Map(split.members.map(({ id, name }) => [id, name]))
  return (
    <section aria-labelledby="accounts-title">
      <Title order={2} id="accounts-title" mb={4}>
        Accounts
      </Title>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Account</Table.Th>
            <Table.Th>Of</Table.Th>
            <Table.Th ta="right">Opening</Table.Th>
            <Table.Th ta="right">Change</Table.Th>
            <Table.Th ta="right">Closing</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {accounts.map(({ kind, owner, opening, closing }) => (
            <Table.Tr key={`${kind} ${owner}`}>
              <Table.Td>{KINDS[kind]}</Table.Td>
              <Table.Td>
                <Text fz="sm">{names.get(owner) ?? owner}</Text>
              </Table.Td>
              <Table.Td ta="right">
                <Amount baseUnits={opening} token={split.token} />
              </Table.Td>
              <Table.Td ta="right">
                <SignedAmount baseUnits={closing - opening} token={split.token} />
              </Table.Td>
              <Table.Td ta="right">
                <Amount baseUnits={closing} token={split.token} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}

interface Account {
  kind: BooksText['accounts'][number]['kind']
  owner: string
  opening: bigint
  closing: bigint
}

function accountsOf({ opening, closing }: SplitFileV3): Account[] {
  const accounts = new Map<string, Account>()
  const add = (side: 'opening' | 'closing', books: BooksText | null) => {
    for (const { kind, owner, baseUnits } of books?.accounts ?? []) {
      const key = `${kind} ${owner}`
      const account = accounts.get(key) ?? { kind, owner, opening: 0n, closing: 0n }
      accounts.set(key, { ...account, [side]: BigInt(baseUnits) })
    }
  }
  add('opening', opening)
  add('closing', closing)
  return [...accounts.values()]
}
