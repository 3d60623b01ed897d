import { Alert, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { datesText } from '#core/model/periodDates'
import type { RewardsPreview } from '../../data/imports/importPreview'
import { type DraftPeriod, datesOfDraft } from './draftPeriod'

interface PeriodFieldsProps {
  rewards: RewardsPreview
  draft: DraftPeriod
  onChange: (draft: DraftPeriod) => void
}

/** What the file does not say of its period: its name, its time, and whether equal amounts are another one. */
export function PeriodFields({ rewards, draft, onChange }: PeriodFieldsProps) {
  const { dates, fault } = datesOfDraft(draft, rewards)
  return (
    <Stack gap="sm">
      <TextInput
        label="Name of this period"
        value={draft.name}
        onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })}
        maxLength={80}
      />
      {!rewards.dates && (
        <Group grow align="flex-start">
          <TextInput
            type="date"
            label="First day"
            description="The file does not say which time it is for."
            required
            value={draft.firstDay}
            onChange={(event) => onChange({ ...draft, firstDay: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            label="Last day"
            description="Days are whole days in UTC."
            required
            value={draft.lastDay}
            error={fault}
            onChange={(event) => onChange({ ...draft, lastDay: event.currentTarget.value })}
          />
        </Group>
      )}
      {dates && <Text fz="sm">Rewards for {datesText(dates)}, in UTC.</Text>}
      {rewards.sameAs !== null && (
        <Alert color="yellow" icon={<IconAlertCircle />} title={`These very amounts are here already, as “${rewards.sameAs}”`}>
          <Checkbox
            label="This is another period in which everybody got the same"
            checked={draft.again}
            onChange={(event) => onChange({ ...draft, again: event.currentTarget.checked })}
          />
        </Alert>
      )}
    </Stack>
  )
}
