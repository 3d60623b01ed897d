import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import type { TreasuryField, TypedTreasury } from '#core/treasury/accounts/checkTreasury'
import type { Faults } from '#core/treasury/accounts/typedForm'
import { USUAL_MULTI_SENDS } from '#core/treasury/chain/knownSafeCode'
import { AddressInput } from './AddressInput'
import { shownFault } from './shownFault'

interface SafeFieldsProps {
  typed: TypedTreasury
  faults: Faults<TreasuryField>
  onChange: (fields: Partial<TypedTreasury>) => void
}

/** What only a Safe has: its version, how many owners must agree, and the contract by which it pays many at once. */
export function SafeFields({ typed, faults, onChange }: SafeFieldsProps) {
  const usual = USUAL_MULTI_SENDS[typed.version.startsWith('1.3') ? 1 : 0]
  return (
    <Stack>
      <Group grow align="flex-start">
        <NativeSelect
          label="Version"
          description="As its contract says it"
          data={[...new Set(['1.4.1', '1.3.0', typed.version])]}
          value={typed.version}
          onChange={(event) => onChange({ version: event.currentTarget.value })}
        />
        <TextInput
          label="Owners who must sign"
          description={`Of ${typed.signers.length}`}
          required
          inputMode="numeric"
          value={typed.threshold}
          error={shownFault(typed.threshold, faults.threshold)}
          onChange={(event) => onChange({ threshold: event.currentTarget.value })}
        />
      </Group>
      <AddressInput
        label="MultiSendCallOnly"
        description="The one contract whose code may run as the Safe; its code is compared with the chain when online."
        value={typed.multiSendCallOnly}
        fault={faults.multiSendCallOnly}
        onChange={(multiSendCallOnly) => onChange({ multiSendCallOnly })}
      />
      {typed.multiSendCallOnly.trim() === '' && usual && (
        <Group gap="xs">
          <Button size="compact-xs" variant="default" onClick={() => onChange({ multiSendCallOnly: usual })}>
            Use the usual one
          </Button>
          <Text fz="xs" c="dimmed">
            Where it stands on most chains
          </Text>
        </Group>
      )}
    </Stack>
  )
}
