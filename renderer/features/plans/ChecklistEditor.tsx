import { ActionIcon, Button, Checkbox, Group, Stack, TextInput, Title } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { ChecklistLine } from '#core/planning/workOrders/workOrderDetails'

interface ChecklistEditorProps {
  lines: ChecklistLine[]
  onChange: (lines: ChecklistLine[]) => void
}

/** The lines to check on the spot: tick, reword, remove, add. */
export function ChecklistEditor({ lines, onChange }: ChecklistEditorProps) {
  const list = useRef<HTMLDivElement>(null)
  const wasAdded = useRef(false)
  useEffect(() => {
    if (!wasAdded.current || lines.length === 0) return
    wasAdded.current = false
    // The new line is there to be written.
    const inputs = list.current?.querySelectorAll<HTMLElement>('[data-line] input:not([type="checkbox"])')
    inputs?.item(lines.length - 1)?.focus()
  }, [lines])
  const replace = (id: string, patch: Partial<ChecklistLine>) =>
    onChange(lines.map((line) => (line.id === id ? { ...line, ...patch } : line)))
  const add = () => {
    onChange([...lines, { id: crypto.randomUUID(), text: '', done: false }])
    wasAdded.current = true
  }
  return (
    <Stack gap={4} ref={list} role="group" aria-label="Checklist">
      <Title order={3}>Checklist</Title>
      {lines.map(({ id, text, done }, i) => (
        <Group key={id} gap="xs" wrap="nowrap" data-line>
          <Checkbox
            aria-label={`Done: ${text}`}
            checked={done}
            onChange={(event) => replace(id, { done: event.currentTarget.checked })}
          />
          <TextInput
            flex={1}
            size="xs"
            aria-label={`Line ${i + 1} of the checklist`}
            value={text}
            onChange={(event) => replace(id, { text: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Remove line ${i + 1}`}
            onClick={() => onChange(lines.filter((line) => line.id !== id))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
      <Button variant="default" size="compact-sm" leftSection={<IconPlus size={14} />} onClick={add} mt={4} w="max-content">
        Add a line
      </Button>
    </Stack>
  )
}
