import { Group, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import type { ShareSum } from '../shareSum'

/** Whether percentages add up, in words beside the colour. */
export function SumSentence({ sum }: { sum: ShareSum }) {
  return (
    <Group gap={4} wrap="nowrap" c={sum.complete ? 'var(--mantine-color-green-text)' : 'var(--mantine-color-error)'}>
      {sum.complete && <IconCircleCheck size={16} />}
      <Text fz="sm" aria-live="polite">
        {sum.sentence}
      </Text>
    </Group>
  )
}
