import { Button, Group, Loader, Stack, Text } from '@mantine/core'
import { countText } from '#core/words/countText'

interface ReadingStepProps {
  fileName: string
  rows: number
  onCancel: () => void
}

export function ReadingStep({ fileName, rows, onCancel }: ReadingStepProps) {
  return (
    <Stack role="status">
      <Group>
        <Loader size="sm" />
        <Text>
          Reading {fileName}
          {rows > 0 ? `: ${countText(rows, 'row')}` : ''}
        </Text>
      </Group>
      <Button variant="default" w="fit-content" onClick={onCancel}>
        Cancel
      </Button>
    </Stack>
  )
}
