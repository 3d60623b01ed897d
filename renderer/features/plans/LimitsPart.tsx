import { Group, Stack, Text, TextInput } from '@mantine/core'
import { DraftNumber, type DraftPart } from './DraftFields'

/** A budget, and what a site of each kind costs. */
export function LimitsPart(part: DraftPart) {
  const { draft, onChange, faults } = part
  const unit = draft.currency.trim()
  return (
    <Stack gap="xs">
      <Group grow align="start" wrap="nowrap" gap="xs">
        <DraftNumber {...part} field="budget" label="Budget" placeholder="No limit" />
        <TextInput
          label="Currency"
          maxLength={12}
          value={draft.currency}
          error={faults.currency}
          onChange={(event) => onChange({ currency: event.currentTarget.value })}
        />
      </Group>
      <Group grow align="start" wrap="nowrap" gap="xs">
        <DraftNumber {...part} field="gridCost" label="A new site" suffix={unit && ` ${unit}`} />
        <DraftNumber {...part} field="moveCost" label="A move" suffix={unit && ` ${unit}`} />
      </Group>
      <Text fz="xs" c="dimmed">
        Listed and must-have places bring their own cost. Leave the number of sites empty to let the budget decide alone.
      </Text>
    </Stack>
  )
}
