import { Alert, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { datesText } from '#core/model/periodDates'
import type { RewardsPreview } from '../../data/imports/importPreview'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { type DraftPeriod, datesOfDraft } from './draftPeriod'
import { PeriodOutcomeAlert } from './PeriodOutcomeAlert'
import type { PeriodOutcomeState } from './usePeriodOutcome'

interface PeriodFieldsProps {
  rewards: RewardsPreview
  draft: DraftPeriod
  known: PeriodOutcomeState
  onChange: (draft: DraftPeriod) => void
}

/** What the file does not say of its period: its name, its time, and whether equal amounts are another one; what comes of it. */
export function PeriodFields({ rewards, draft, known, onChange }: PeriodFieldsProps) {
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
            data-autofocus
            required
            withAsterisk={false}
            value={draft.firstDay}
            onChange={(event) => onChange({ ...draft, firstDay: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            label="Last day"
            description="Days are whole days in UTC."
            required
            withAsterisk={false}
            value={draft.lastDay}
            error={fault}
            onChange={(event) => onChange({ ...draft, lastDay: event.currentTarget.value })}
          />
        </Group>
      )}
      {dates && <Text fz="sm">Rewards for {datesText(dates)}, in UTC.</Text>}
      {!dates && rewards.sameAs !== null && (
        <Alert color="yellow" icon={<IconAlertCircle />} title={`These very amounts are here already, as “${rewards.sameAs}”`}>
          Give the days of this file to see whether it is the same period.
        </Alert>
      )}
      {known.problem && <ProblemAlert problem={known.problem} />}
      {known.outcome && (
        <PeriodOutcomeAlert
          outcome={known.outcome}
          token={rewards.token}
          again={draft.again}
          onAgain={(again) => onChange({ ...draft, again })}
        />
      )}
    </Stack>
  )
}
