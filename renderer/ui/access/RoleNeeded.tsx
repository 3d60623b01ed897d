import { Group, Text } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import type { SharedTable } from '#core/records/recordTables'
import { useNoRight } from './OwnAccessProvider'

/** One quiet line where everything below writes what this laptop may not; nothing where it may. */
export function RoleNeeded({ tables }: { tables: readonly SharedTable[] }) {
  const noRight = useNoRight(tables, 'Work here needs')
  if (noRight === null) return null
  return (
    <Group gap={6} wrap="nowrap" role="note" mb="xs">
      <IconLock size={14} aria-hidden style={{ flex: 'none' }} />
      <Text fz="sm" c="dimmed">
        {noRight}
      </Text>
    </Group>
  )
}
