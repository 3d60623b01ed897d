import { Group, Text, Tooltip } from '@mantine/core'
import { IconCloudOff } from '@tabler/icons-react'
import { countText } from '#core/words/countText'
import { useWaitingCount } from '../data/queries'

/** How many changes wait here for other installations. There is no sync yet, and this says so. */
export function ChangesState() {
  const waiting = useWaitingCount()
  if (waiting === undefined) return null
  const kept = waiting === 0 ? 'No changes yet' : `${countText(waiting, 'change')} kept here`
  return (
    <Tooltip
      withinPortal={false}
      multiline
      w={320}
      label="Everything is stored on this computer. Changes are kept in order, so that they can be sent once sync is set up."
    >
      <Group gap={6} wrap="nowrap">
        <IconCloudOff size={16} aria-hidden />
        <Text fz="xs" className="figures">
          {kept} · sync not set up
        </Text>
      </Group>
    </Tooltip>
  )
}
