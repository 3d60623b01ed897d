import { ActionIcon, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { IconCircleCheck, IconPlus, IconTrash } from '@tabler/icons-react'
import type { Member } from '#core/model/records'
import { newId } from '../../data/records/newId'
import { equalPercents, type ShareSum, type TypedShare } from './shareSum'

/** A line keeps its identity while its member changes. */
export interface ShareLine extends TypedShare {
  line: string
}

interface ShareLinesProps {
  shares: ShareLine[]
  sum: ShareSum
  members: Member[]
  onChange: (shares: ShareLine[]) => void
}

/** Who shares in an agreement and by how much, with the exact sum below. */
export function ShareLines({ shares, sum, members, onChange }: ShareLinesProps) {
  const change = (at: number, patch: Partial<TypedShare>) =>
    onChange(shares.map((share, index) => (index === at ? { ...share, ...patch } : share)))

  function shareEqually() {
    const percents = equalPercents([...new Set(shares.flatMap((share) => share.memberId ?? []))])
    onChange(shares.map((share) => ({ ...share, percent: percents.get(share.memberId ?? '') ?? share.percent })))
  }

  return (
    <Stack gap={6} role="group" aria-label="Shares">
      {shares.map((share, at) => (
        <Group key={share.line} gap="xs" wrap="nowrap">
          <Select
            flex={1}
            searchable
            placeholder="Choose a member"
            aria-label={`Member of share ${at + 1}`}
            data={members.map((member) => ({ value: member.id, label: member.name }))}
            value={share.memberId}
            onChange={(memberId) => change(at, { memberId })}
            limit={100}
          />
          <TextInput
            w={130}
            ta="right"
            inputMode="decimal"
            aria-label={`Percentage of share ${at + 1}`}
            rightSection={<Text c="dimmed">%</Text>}
            value={share.percent}
            onChange={(event) => change(at, { percent: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={`Remove share ${at + 1}`}
            onClick={() => onChange(shares.filter((_, index) => index !== at))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
      <Group justify="space-between">
        <Group gap="xs">
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={14} />}
            onClick={() => onChange([...shares, { line: newId(), memberId: null, percent: shares.length === 0 ? '100' : '' }])}
          >
            Add a share
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={shareEqually} disabled={shares.length < 2}>
            Share equally
          </Button>
        </Group>
        <Group gap={4} wrap="nowrap" c={sum.complete ? 'var(--mantine-color-green-text)' : 'var(--mantine-color-red-text)'}>
          {sum.complete && <IconCircleCheck size={16} />}
          <Text fz="sm" aria-live="polite">
            {sum.sentence}
          </Text>
        </Group>
      </Group>
    </Stack>
  )
}
