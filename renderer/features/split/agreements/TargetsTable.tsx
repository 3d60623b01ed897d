import { ScrollArea, Select, Table, Text } from '@mantine/core'
import type { Template } from '#core/agreements/fillTemplate'
import type { Member } from '#core/model/records'
import { countText } from '#core/words/countText'
import type { Filled, TargetAgreement } from './templateTargets'

interface TargetsTableProps {
  slots: Template['slots']
  members: readonly Member[]
  made: readonly TargetAgreement[]
  forAll: Filled
  own: Readonly<Record<string, Filled>>
  onChange: (own: Record<string, Filled>) => void
}

/** More rows than this are filled for all alike. */
const SHOWN = 100

/** Each group or hotspot with its members, where they differ from those for all. */
export function TargetsTable({ slots, members, made, forAll, own, onChange }: TargetsTableProps) {
  if (made.length === 0) return null
  const data = members.map(({ id, name }) => ({ value: id, label: name }))
  const names = new Map(members.map(({ id, name }) => [id, name]))
  const hidden = made.slice(SHOWN)
  const faulty = hidden.filter(({ fault }) => fault !== null)
  return (
    <ScrollArea.Autosize mah={320} type="auto" viewportProps={{ tabIndex: 0, 'aria-label': 'Agreements', role: 'group' }}>
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>For</Table.Th>
            {slots.map(({ key, label }) => (
              <Table.Th key={key}>{label}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {made.slice(0, SHOWN).map(({ target, fault }) => (
            <Table.Tr key={target.key}>
              <Table.Td>
                {target.label}
                {fault && (
                  <Text fz="xs" c="var(--mantine-color-error)">
                    {fault}
                  </Text>
                )}
              </Table.Td>
              {slots.map(({ key, label }) => (
                <Table.Td key={key}>
                  <Select
                    size="xs"
                    searchable
                    clearable
                    aria-label={`${label} for ${target.label}`}
                    placeholder={names.get(forAll[key] ?? '') ?? 'Choose a member'}
                    data={data}
                    limit={100}
                    value={own[target.key]?.[key] ?? null}
                    onChange={(memberId) => onChange({ ...own, [target.key]: { ...own[target.key], [key]: memberId } })}
                  />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {hidden.length > 0 && (
        <Text fz="sm" c="dimmed" mt="xs">
          And {countText(hidden.length, 'more agreement')}, filled for all alike
          {faulty.length > 0 ? `; ${countText(faulty.length, 'of them is', 'of them are')} not complete` : ''}.
        </Text>
      )}
    </ScrollArea.Autosize>
  )
}
