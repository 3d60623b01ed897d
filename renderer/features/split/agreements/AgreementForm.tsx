import { Group, Select, Stack, TextInput, Title } from '@mantine/core'
import { useMemo } from 'react'
import { reservesOf } from '#core/agreements/reservesOf'
import type { DustPolicy } from '#core/model/terms'
import type { AgreementsContext } from './AgreementDrawer'
import classes from './Agreements.module.css'
import type { AgreementDraft } from './agreementDraft'
import type { DraftFaults } from './readDraft'
import type { ReceiverChoices } from './receiverChoices'
import { ScopeFields } from './ScopeFields'
import { StageList } from './StageList'

interface AgreementFormProps {
  draft: AgreementDraft
  faults: DraftFaults
  choices: ReceiverChoices
  context: Pick<AgreementsContext, 'period' | 'agreements' | 'hotspots' | 'groupedHotspots'>
  onChange: (draft: AgreementDraft) => void
}

const DUST: { value: DustPolicy; label: string }[] = [
  { value: 'largest-remainder', label: 'Goes to the largest remainders' },
  { value: 'carry-forward', label: 'Is carried to the next period' },
  { value: 'leave-unallocated', label: 'Is given to nobody' },
]

/** What an agreement is called, what it applies to and when, and its stages. */
export function AgreementForm({ draft, faults, choices, context, onChange }: AgreementFormProps) {
  const { period, agreements, hotspots, groupedHotspots } = context
  const groups = useMemo(
    () => [...new Set([...hotspots, ...groupedHotspots].flatMap((hotspot) => hotspot.groups))].sort(),
    [hotspots, groupedHotspots],
  )
  const reserves = useMemo(() => reservesOf(agreements), [agreements])
  return (
    <Stack gap="sm" className={classes.column} tabIndex={-1}>
      <TextInput
        label="Name"
        data-autofocus
        value={draft.name}
        error={draft.name === '' ? undefined : faults.get('name')}
        onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })}
      />
      <ScopeFields
        scope={draft.scope}
        groups={groups}
        fault={faults.get('scope')}
        onChange={(scope) => onChange({ ...draft, scope })}
      />
      <Group grow align="flex-start">
        <TextInput
          label="In force from"
          placeholder="2026-01-31, or from the beginning"
          value={draft.from}
          error={faults.get('from')}
          onChange={(event) => onChange({ ...draft, from: event.currentTarget.value })}
        />
        <TextInput
          label="Ends before"
          placeholder="2027-01-31, or without end"
          value={draft.to}
          error={faults.get('to')}
          onChange={(event) => onChange({ ...draft, to: event.currentTarget.value })}
        />
      </Group>
      <Select
        label="What does not divide"
        allowDeselect={false}
        data={DUST}
        value={draft.dust}
        onChange={(dust) => onChange({ ...draft, dust: (dust ?? 'largest-remainder') as DustPolicy })}
      />
      <Title order={2}>Stages</Title>
      <StageList
        stages={draft.stages}
        faults={faults}
        choices={choices}
        symbol={period.token.symbol}
        reserves={reserves}
        onChange={(stages) => onChange({ ...draft, stages })}
      />
    </Stack>
  )
}
