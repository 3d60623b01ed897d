import { Button, Group, Loader, Stack, Text } from '@mantine/core'

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
          {rows > 0 ? `: ${rows.toLocaleString('en')} rows` : ''}
        </Text>
      </Group>
      <Button variant="default" w="fit-content" onClick={onCancel}>
        Cancel
      </Button>
    </Stack>
  )
}
