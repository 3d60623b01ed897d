import { ActionIcon, Button, Fieldset, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import type { TreasuryField, TypedDistributor, TypedTreasury } from '#core/treasury/accounts/checkTreasury'
import type { Faults } from '#core/treasury/accounts/typedForm'
import { AddressInput } from './AddressInput'

interface DistributorRowsProps {
  typed: TypedTreasury
  faults: Faults<TreasuryField>
  onChange: (distributors: TypedDistributor[]) => void
}

const KINDS: { value: TypedDistributor['kind']; label: string }[] = [
  { value: 'cumulative', label: 'Cumulative (setMerkleRoot)' },
  { value: 'universal-rewards', label: 'Universal Rewards Distributor (setRoot)' },
]

/** Contracts from which members claim by proof, and on which this treasury sets the root. */
export function DistributorRows({ typed, faults, onChange }: DistributorRowsProps) {
  const { distributors } = typed
  const change = (at: number, fields: Partial<TypedDistributor>) =>
    onChange(distributors.map((one, place) => (place === at ? { ...one, ...fields } : one)))
  return (
    <Fieldset legend="Distributors">
      <Stack gap="md">
        {distributors.length === 0 && (
          <Text fz="xs" c="dimmed">
            Needed only where members claim what they are due from a contract.
          </Text>
        )}
        {distributors.map((distributor, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name of its own while it is typed
          <Stack key={at} gap={6}>
            <Group gap="xs" align="flex-end" wrap="nowrap">
              <NativeSelect
                label={`Kind of distributor ${at + 1}`}
                style={{ flex: 1 }}
                data={KINDS}
                value={distributor.kind}
                onChange={(event) => change(at, { kind: event.currentTarget.value as TypedDistributor['kind'] })}
              />
              <ActionIcon
                mb={6}
                variant="subtle"
                color="gray"
                aria-label={`Remove distributor ${at + 1}`}
                onClick={() => onChange(distributors.filter((_, place) => place !== at))}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </Group>
            <AddressInput
              label={`Address of distributor ${at + 1}`}
              value={distributor.address}
              fault={faults[`distributors.${at}.address`]}
              onChange={(address) => change(at, { address })}
            />
            <AddressInput
              label={`Token of distributor ${at + 1}`}
              value={distributor.tokenAddress}
              fault={faults[`distributors.${at}.tokenAddress`]}
              onChange={(tokenAddress) => change(at, { tokenAddress })}
            />
          </Stack>
        ))}
        <Button
          variant="default"
          size="xs"
          w="fit-content"
          onClick={() => onChange([...distributors, { kind: 'cumulative', address: '', tokenAddress: '' }])}
        >
          Add a distributor
        </Button>
      </Stack>
    </Fieldset>
  )
}
