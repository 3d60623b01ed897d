import { Badge, Group, Tooltip } from '@mantine/core'
import { IconAlertOctagon, IconAlertTriangle, IconCheck, IconInfoCircle } from '@tabler/icons-react'
import type { AddressMark } from './addressMarks'

const TONES: Record<AddressMark['tone'], { color: string; icon: typeof IconCheck }> = {
  wrong: { color: 'red', icon: IconAlertOctagon },
  waiting: { color: 'yellow', icon: IconAlertTriangle },
  good: { color: 'green', icon: IconCheck },
  plain: { color: 'gray', icon: IconInfoCircle },
}

/** Marks with their sentences at the pointer, and read out. */
export function MarkBadges({ marks }: { marks: readonly AddressMark[] }) {
  return (
    <Group gap={4}>
      {marks.map(({ label, tone, message }) => {
        const { color, icon: Icon } = TONES[tone]
        return (
          <Tooltip key={`${label} ${message}`} label={message} multiline maw={420}>
            <Badge color={color} variant="light" tt="none" leftSection={<Icon size={12} />}>
              {label}
            </Badge>
          </Tooltip>
        )
      })}
    </Group>
  )
}
