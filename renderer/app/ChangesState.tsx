import { Group, Text, Tooltip } from '@mantine/core'
import { IconAlertTriangle, IconCloudCheck, IconCloudOff, IconCloudUp, IconRefresh } from '@tabler/icons-react'
import { Link } from 'wouter'
import { countText } from '#core/words/countText'
import { recentTimeText } from '#core/words/dateText'
import { usePlaceMemory } from '../data/sync/placeMemory'
import { useConflicts, useFounding, useQueue } from '../data/sync/syncQueries'
import { useSyncActivity } from '../data/sync/syncWithPlace'
import classes from './TopBar.module.css'

/** What waits to be sent, when this laptop last agreed with a place, and what needs a person: in a few words, and the way there. */
export function ChangesState() {
  const queue = useQueue(0)
  const founding = useFounding()
  const memory = usePlaceMemory()
  const conflicts = useConflicts()
  const underWay = useSyncActivity(({ placeId, isQuiet }) => placeId !== null || isQuiet)
  if (!queue || founding === undefined || !memory || !conflicts) return null
  const agreedAt =
    [...memory.values()]
      .flatMap((place) => place.agreedAt ?? [])
      .sort()
      .at(-1) ?? null
  const { icon: Icon, text, label } = stateOf(founding !== null, queue.operations, agreedAt, conflicts.length, underWay)
  return (
    <Tooltip withinPortal={false} multiline w={320} label={label}>
      <Link href={conflicts.length > 0 ? '/sync?tab=inbox' : '/sync'} className={classes.sync ?? ''}>
        <Group gap={6} wrap="nowrap">
          <Icon size={16} aria-hidden />
          <Text fz="xs" className="figures">
            {text}
          </Text>
        </Group>
      </Link>
    </Tooltip>
  )
}

function stateOf(isFounded: boolean, waiting: number, agreedAt: string | null, conflicts: number, isUnderWay: boolean) {
  if (!isFounded) {
    return {
      icon: IconCloudOff,
      text: waiting === 0 ? 'No changes yet · sync not set up' : `${countText(waiting, 'change')} kept here · sync not set up`,
      label: 'Everything is stored on this computer. Changes are kept in order and are sent once sync is set up.',
    }
  }
  const toSend = waiting === 0 ? 'nothing to send' : `${waiting} to send`
  const agreed = agreedAt === null ? 'never agreed' : `agreed ${recentTimeText(agreedAt)}`
  const label = 'What was done here and is in no batch yet, and when this laptop and a place last held the same. Opens Sync.'
  if (conflicts > 0) return { icon: IconAlertTriangle, text: `${countText(conflicts, 'conflict')} · ${toSend}`, label }
  if (isUnderWay) return { icon: IconRefresh, text: `syncing · ${toSend}`, label }
  return { icon: waiting === 0 ? IconCloudCheck : IconCloudUp, text: `${toSend} · ${agreed}`, label }
}
