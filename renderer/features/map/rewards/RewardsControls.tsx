import { Checkbox, SegmentedControl, Select, Stack, Text } from '@mantine/core'
import { LayerRow } from '../panels/LayerRow'
import type { RewardsSettings, RewardsSubject } from './rewardsSettings'
import type { RewardsState } from './useRewards'

interface RewardsControlsProps {
  settings: RewardsSettings
  state: RewardsState
  onChange: (patch: Partial<RewardsSettings>) => void
}

const SUBJECTS: { value: RewardsSubject; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'member', label: 'A member' },
  { value: 'agreement', label: 'An agreement' },
]

/** Which rewards the map shows: of which period, whose, and whether as a change. */
export function RewardsControls({ settings, state, onChange }: RewardsControlsProps) {
  const { split, periods, missing } = state
  const named = (all: readonly { id: string; name: string }[] = []) => all.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Stack gap="xs">
      <LayerRow label="Rewards" setting={settings} onChange={onChange} />
      {settings.visible && (
        <>
          {split && (
            <>
              <Select
                size="xs"
                label="Period of the rewards"
                allowDeselect={false}
                searchable
                data={periods ?? []}
                value={
                  periods?.some(({ value }) => value === settings.periodId) ? settings.periodId : (periods?.[0]?.value ?? null)
                }
                onChange={(periodId) => onChange({ periodId })}
              />
              <SegmentedControl
                size="xs"
                aria-label="Whose rewards"
                data={SUBJECTS}
                value={settings.subject}
                onChange={(subject) => onChange({ subject: subject as RewardsSubject })}
              />
              {settings.subject === 'member' && (
                <Select
                  size="xs"
                  label="Member"
                  placeholder="Choose a member"
                  searchable
                  limit={100}
                  data={named(split.members)}
                  value={settings.memberId}
                  onChange={(memberId) => onChange({ memberId })}
                />
              )}
              {settings.subject === 'agreement' && (
                <Select
                  size="xs"
                  label="Agreement"
                  placeholder="Choose an agreement"
                  searchable
                  limit={100}
                  data={named(split.agreements)}
                  value={settings.agreementId}
                  onChange={(agreementId) => onChange({ agreementId })}
                />
              )}
              <Checkbox
                size="xs"
                label="As change against the last closed period"
                checked={settings.isChange}
                onChange={(event) => onChange({ isChange: event.currentTarget.checked })}
              />
            </>
          )}
          {missing && (
            <Text fz="xs" c="dimmed">
              {missing}
            </Text>
          )}
        </>
      )}
    </Stack>
  )
}
