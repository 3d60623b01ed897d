import { Select, SimpleGrid, Stack, Title } from '@mantine/core'
import type { Template } from '#core/agreements/fillTemplate'
import type { Member } from '#core/model/records'
import type { Filled } from './templateTargets'

interface SlotFieldsProps {
  title: string
  slots: Template['slots']
  members: readonly Member[]
  filled: Filled
  onChange: (filled: Filled) => void
}

/** A member for each slot. */
export function SlotFields({ title, slots, members, filled, onChange }: SlotFieldsProps) {
  const data = members.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Stack gap="xs" role="group" aria-label={title}>
      <Title order={3}>{title}</Title>
      <SimpleGrid cols={2} spacing="sm">
        {slots.map(({ key, label }) => (
          <Select
            key={key}
            searchable
            clearable
            label={label}
            placeholder="Choose a member"
            data={data}
            limit={100}
            value={filled[key] ?? null}
            onChange={(memberId) => onChange({ ...filled, [key]: memberId })}
          />
        ))}
      </SimpleGrid>
    </Stack>
  )
}
