import { Badge } from '@mantine/core'
import { IconCircleCheck, IconCircleDashed, IconProgress } from '@tabler/icons-react'
import type { WorkOrder } from '#core/model/records'
import { STATUS_WORDS } from '#core/planning/workOrders/workOrderExport'
import classes from './Plans.module.css'

const LOOKS = {
  open: { color: 'gray', icon: <IconCircleDashed size={12} /> },
  'in-progress': { color: 'yellow', icon: <IconProgress size={12} /> },
  done: { color: 'green', icon: <IconCircleCheck size={12} /> },
} as const

/** How far a work order is, in a word, a sign and a colour. */
export function OrderStatus({ status }: { status: WorkOrder['status'] }) {
  const { color, icon } = LOOKS[status]
  return (
    <Badge variant="outline" color={color} leftSection={icon} tt="none" className={classes.tight}>
      {STATUS_WORDS[status]}
    </Badge>
  )
}
