import { ActionIcon, Button, Fieldset, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import type { TreasuryField, TypedSigner, TypedTreasury } from '#core/treasury/accounts/checkTreasury'
import type { Faults } from '#core/treasury/accounts/typedForm'
import { AddressInput } from './AddressInput'
import { shownFault } from './shownFault'

interface SignerRowsProps {
  typed: TypedTreasury
  faults: Faults<TreasuryField>
  onChange: (signers: TypedSigner[]) => void
}

/** The owners of a Safe, or the one who signs for an account: their name, and where the key is on their Ledger. */
export function SignerRows({ typed, faults, onChange }: SignerRowsProps) {
  const isSafe = typed.kind === 'safe'
  const rows = isSafe ? typed.signers : typed.signers.slice(0, 1)
  const change = (at: number, fields: Partial<TypedSigner>) =>
    onChange(typed.signers.map((signer, place) => (place === at ? { ...signer, ...fields } : signer)))
  return (
    <Fieldset legend={isSafe ? 'Owners' : 'Who signs'}>
      <Stack gap="md">
        {rows.map((signer, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name of its own while it is typed
          <Stack key={at} gap={6}>
            {isSafe && (
              <Group gap="xs" align="flex-start" wrap="nowrap">
                <div style={{ flex: 1 }}>
                  <AddressInput
                    label={`Address of owner ${at + 1}`}
                    value={signer.address}
                    fault={faults[`signers.${at}.address`]}
                    onChange={(address) => change(at, { address })}
                  />
                </div>
                <ActionIcon
                  mt={28}
                  variant="subtle"
                  color="gray"
                  aria-label={`Remove owner ${at + 1}`}
                  disabled={rows.length === 1}
                  onClick={() => onChange(typed.signers.filter((_, place) => place !== at))}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              </Group>
            )}
            <Group grow align="flex-start">
              <TextInput
                label={isSafe ? `Name of owner ${at + 1}` : 'Name'}
                value={signer.name}
                onChange={(event) => change(at, { name: event.currentTarget.value })}
              />
              <TextInput
                label={isSafe ? `Path on the Ledger of owner ${at + 1}` : 'Path on the Ledger'}
                placeholder={typed.kind === 'solana' ? "44'/501'/0'" : "44'/60'/0'/0/0"}
                spellCheck={false}
                value={signer.derivationPath}
                error={shownFault(signer.derivationPath, faults[`signers.${at}.derivationPath`])}
                onChange={(event) => change(at, { derivationPath: event.currentTarget.value })}
              />
            </Group>
          </Stack>
        ))}
        {isSafe ? (
          <Button
            variant="default"
            size="xs"
            w="fit-content"
            onClick={() => onChange([...typed.signers, { address: '', name: '', derivationPath: '' }])}
          >
            Add an owner
          </Button>
        ) : (
          <Text fz="xs" c="dimmed">
            Only the key of this very account may sign; another is refused before the Ledger shows a review.
          </Text>
        )}
      </Stack>
    </Fieldset>
  )
}
