import { Badge } from '@mantine/core'

/** Of a chain that runs on one's own machine: nothing on it is worth anything. */
export function PracticeBadge() {
  return (
    <Badge color="yellow" variant="light" tt="none">
      Practice
    </Badge>
  )
}
