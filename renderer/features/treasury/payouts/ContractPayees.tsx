import { Alert, Checkbox, List, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { type CodeAtAddresses, lookAtPayees } from '#core/treasury/addresses/codeAtAddresses'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import { countText } from '#core/words/countText'

interface ContractPayeesProps {
  payout: PayoutFileV4
  code: CodeAtAddresses
  isAccepted: boolean
  onAccept: (isAccepted: boolean) => void
}

/** Payees at whose address code lies: a Safe can take the token, another contract may lose it. Only a person knows which it is. */
export function ContractPayees({ payout, code, isAccepted, onAccept }: ContractPayeesProps) {
  const { contracts, unknown } = lookAtPayees(payout.payees, code)
  const names = new Map(payout.split.members.map(({ id, name }) => [id, name]))
  return (
    <>
      {contracts.length > 0 && (
        <Alert
          color="yellow"
          variant="light"
          icon={<IconAlertTriangle />}
          title={`${countText(contracts.length, 'payee')} at a contract: ask whether it is a wallet that can take the token`}
        >
          <List size="sm" mb="xs">
            {contracts.map(({ address, memberIds }) => (
              <List.Item key={address}>
                {memberIds.map((id) => names.get(id) ?? id).join(', ')}{' '}
                <Text span ff="monospace" fz="xs">
                  {address}
                </Text>
              </List.Item>
            ))}
          </List>
          <Checkbox
            label="Each of them says that it is theirs and can take the token"
            checked={isAccepted}
            onChange={(event) => onAccept(event.currentTarget.checked)}
          />
        </Alert>
      )}
      {unknown.length > 0 && payout.treasury.kind !== 'solana' && (
        <Text fz="sm" c="dimmed">
          Of {countText(unknown.length, 'payee')} no snapshot tells whether a contract lies at the address: take one while online.
        </Text>
      )}
    </>
  )
}
