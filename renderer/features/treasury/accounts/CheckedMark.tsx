import { Badge, Tooltip } from '@mantine/core'
import { IconCheck, IconClock } from '@tabler/icons-react'
import type { TreasuryRecord } from '#core/treasury/model/treasuryRecords'
import { dateTimeText } from '#core/words/dateText'

/** Whether facts were compared with the chain, and when. */
export function CheckedMark({ checked }: Pick<TreasuryRecord, 'checked'>) {
  if (!checked) {
    return (
      <Badge color="yellow" variant="light" tt="none" leftSection={<IconClock size={12} />}>
        Typed, not checked
      </Badge>
    )
  }
  return (
    <Tooltip label={`Snapshot ${checked.snapshotSha256}`}>
      <Badge color="green" variant="light" tt="none" leftSection={<IconCheck size={12} />}>
        As on chain {dateTimeText(checked.at)}
      </Badge>
    </Tooltip>
  )
}
