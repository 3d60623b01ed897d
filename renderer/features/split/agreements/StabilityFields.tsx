import { Autocomplete, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { CURRENCY_CHOICES } from './AmountField'
import type { StabilityDraft } from './agreementDraft'
import { PercentField } from './PercentField'
import { RowFaults } from './RowFaults'
import type { StageFieldsProps } from './StageFields'
import { Words } from './Words'

/** A reserve against swings of the price, as a sentence. */
export function StabilityFields({ stage, of, reserves, faultOf, onChange }: StageFieldsProps<StabilityDraft>) {
  return (
    <Stack gap={6}>
      <Group gap="xs" align="flex-start">
        <Words>Reserve</Words>
        <Autocomplete
          flex={1}
          miw={140}
          size="xs"
          placeholder="Name of the reserve"
          aria-label={`Reserve of ${of}`}
          data={reserves}
          value={stage.reserve}
          error={faultOf('reserve') !== undefined}
          onChange={(reserve) => onChange({ ...stage, reserve })}
        />
        <Words>takes and pays</Words>
        <PercentField
          label={`Percentage of ${of}`}
          value={stage.percent}
          isFaulty={faultOf('percent') !== undefined}
          onChange={(percent) => onChange({ ...stage, percent })}
        />
      </Group>
      <Group gap="xs" align="flex-start">
        <Words>of what is over</Words>
        <PercentField
          label={`Band of ${of}`}
          value={stage.bandPercent}
          isFaulty={faultOf('band') !== undefined}
          onChange={(bandPercent) => onChange({ ...stage, bandPercent })}
        />
        <Words>away from the average of</Words>
        <TextInput
          w={52}
          size="xs"
          inputMode="numeric"
          aria-label={`Periods of ${of}`}
          value={stage.periods}
          error={faultOf('periods') !== undefined}
          onChange={(event) => onChange({ ...stage, periods: event.currentTarget.value })}
        />
        <Words>periods before, in</Words>
        <Select
          w={92}
          size="xs"
          searchable
          placeholder="Currency"
          aria-label={`Currency of ${of}`}
          data={CURRENCY_CHOICES}
          limit={40}
          value={stage.currency || null}
          error={faultOf('currency') !== undefined}
          onChange={(currency) => onChange({ ...stage, currency: currency ?? '' })}
        />
      </Group>
      <RowFaults of={['reserve', 'percent', 'band', 'periods', 'currency'].map(faultOf)} />
      {stage.counter && (
        <Text fz="xs" c="dimmed">
          Goes on with what periods were worth under {stage.counter}.
        </Text>
      )}
    </Stack>
  )
}
