import { Autocomplete, Group, Select, Stack, TextInput } from '@mantine/core'
import type { Member } from '#core/model/records'

/** A standing as it is typed. */
export interface StandingDraft {
  kind: 'active' | 'suspended' | 'left'
  afterwards: 'hold' | 'to-member' | 'to-reserve'
  heirId: string | null
  reserve: string
  /** A day in UTC, or an instant. */
  from: string
}

interface StandingFieldsProps {
  draft: StandingDraft
  memberId: string | null
  members: readonly Member[]
  /** Names of reserves that are known. */
  reserves: string[]
  /** What is missing or wrong, and of which field. */
  fault: { field: string; message: string } | null
  onChange: (draft: StandingDraft) => void
}

/** Whether a member is paid, and if not what becomes of what they are due. */
export function StandingFields({ draft, memberId, members, reserves, fault, onChange }: StandingFieldsProps) {
  const faultOf = (field: string) => (fault?.field === field ? fault.message : undefined)
  return (
    <Stack gap="xs">
      <Select
        label="Standing"
        allowDeselect={false}
        data={[
          { value: 'active', label: 'Active: paid as usual' },
          { value: 'suspended', label: 'Suspended: the share is held' },
          { value: 'left', label: 'Left the cooperative' },
        ]}
        value={draft.kind}
        onChange={(kind) => onChange({ ...draft, kind: (kind ?? 'active') as StandingDraft['kind'] })}
      />
      {draft.kind === 'left' && (
        <Select
          label="What they are due"
          allowDeselect={false}
          data={[
            { value: 'hold', label: 'Is held' },
            { value: 'to-member', label: 'Goes to an heir from a date on' },
            { value: 'to-reserve', label: 'Goes into a reserve from a date on' },
          ]}
          value={draft.afterwards}
          onChange={(afterwards) => onChange({ ...draft, afterwards: (afterwards ?? 'hold') as StandingDraft['afterwards'] })}
        />
      )}
      {draft.kind === 'left' && draft.afterwards !== 'hold' && (
        <Group grow align="flex-start">
          {draft.afterwards === 'to-member' ? (
            <Select
              label="Heir"
              searchable
              placeholder="Choose a member"
              data={members.filter(({ id }) => id !== memberId).map(({ id, name }) => ({ value: id, label: name }))}
              limit={100}
              error={faultOf('heirId')}
              value={draft.heirId}
              onChange={(heirId) => onChange({ ...draft, heirId })}
            />
          ) : (
            <Autocomplete
              label="Reserve"
              data={reserves}
              value={draft.reserve}
              error={faultOf('reserve')}
              onChange={(reserve) => onChange({ ...draft, reserve })}
            />
          )}
          <TextInput
            label="From"
            placeholder="2026-01-31"
            value={draft.from}
            error={faultOf('from')}
            onChange={(event) => onChange({ ...draft, from: event.currentTarget.value })}
          />
        </Group>
      )}
    </Stack>
  )
}
