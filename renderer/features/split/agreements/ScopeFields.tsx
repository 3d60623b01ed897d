import { Autocomplete, Button, Group, Select, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { hotspotKeyOf } from '#core/networks/deviceKey/hotspotId'
import { countText } from '#core/words/countText'
import { useFoundByName } from '../../../data/fleet/findByName'
import { AreaCells } from './AreaCells'
import type { ScopeDraft } from './agreementDraft'
import { linesOf } from './readDraft'

interface ScopeFieldsProps {
  scope: ScopeDraft
  groups: string[]
  fault: string | undefined
  onChange: (scope: ScopeDraft) => void
}

const KINDS = [
  { value: 'default', label: 'All others (default)' },
  { value: 'group', label: 'A group of hotspots' },
  { value: 'hotspots', label: 'Named hotspots' },
  { value: 'area', label: 'An area of H3 cells' },
  { value: 'fed', label: 'No hotspots: what other agreements give it' },
]

/** What an agreement applies to. */
export function ScopeFields({ scope, groups, fault, onChange }: ScopeFieldsProps) {
  const { kind } = scope
  return (
    <Stack gap="xs">
      <Select
        label="Applies to"
        allowDeselect={false}
        data={KINDS}
        value={kind}
        onChange={(value) => onChange({ ...scope, kind: value as ScopeDraft['kind'] })}
      />
      {kind === 'group' && (
        <Autocomplete
          label="Group"
          data={groups}
          limit={50}
          value={scope.group}
          error={fault}
          onChange={(group) => onChange({ ...scope, group })}
        />
      )}
      {kind === 'hotspots' && (
        <HotspotKeys
          label="Hotspot keys"
          text={scope.keysText}
          fault={fault}
          onChange={(keysText) => onChange({ ...scope, keysText })}
        />
      )}
      {kind === 'area' && (
        <AreaCells text={scope.cellsText} fault={fault} onChange={(cellsText) => onChange({ ...scope, cellsText })} />
      )}
    </Stack>
  )
}

interface HotspotKeysProps {
  label: string
  text: string
  fault: string | undefined
  onChange: (text: string) => void
}

/** Hotspots by their keys: pasted, or found one by one by name or key. */
export function HotspotKeys({ label, text, fault, onChange }: HotspotKeysProps) {
  const [sought, setSought] = useState('')
  const { hotspots } = useFoundByName(sought)
  const choices = hotspots.map(({ id, name }) => ({ value: hotspotKeyOf(id), label: `${name} · ${hotspotKeyOf(id)}` }))
  const add = (key: string) => {
    onChange([...linesOf(text), key].join('\n'))
    setSought('')
  }
  return (
    <Stack gap={6}>
      <Textarea
        label={label}
        description={`One per line, in any spelling. ${countText(linesOf(text).length, 'hotspot')} named.`}
        autosize
        minRows={3}
        maxRows={8}
        spellCheck={false}
        value={text}
        error={fault}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Group gap="xs" wrap="nowrap">
        <Autocomplete
          flex={1}
          size="xs"
          placeholder="Find a hotspot of the fleet by name or key"
          aria-label="Find a hotspot to add"
          data={choices.map(({ label: shown }) => shown)}
          filter={({ options }) => options}
          value={sought}
          onChange={(typed) => {
            const chosen = choices.find((choice) => choice.label === typed)
            if (chosen) add(chosen.value)
            else setSought(typed)
          }}
        />
        <Button size="compact-xs" variant="subtle" disabled={text === ''} onClick={() => onChange('')}>
          Clear
        </Button>
      </Group>
      {sought.length > 1 && choices.length === 0 && (
        <Text fz="xs" c="dimmed">
          No hotspot of the fleet is called so.
        </Text>
      )}
    </Stack>
  )
}
