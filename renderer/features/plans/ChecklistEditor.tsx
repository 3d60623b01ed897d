import { ActionIcon, Button, Checkbox, Group, Stack, TextInput, Title } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { WorkOrderDetails } from '#core/model/records'

type Items = WorkOrderDetails['checklist']

interface ChecklistEditorProps {
  items: Items
  onChange: (items: Items) => void
}

/** The lines to check on the spot: tick, reword, remove, add. */
export function ChecklistEditor({ items, onChange }: ChecklistEditorProps) {
  // Lines have no identity of their own; these keys follow them while the drawer is open.
  const [keys, setKeys] = useState(() => items.map(() => crypto.randomUUID()))
  const list = useRef<HTMLDivElement>(null)
  const wasAdded = useRef(false)
  useEffect(() => {
    if (!wasAdded.current || items.length === 0) return
    wasAdded.current = false
    // The new line is there to be written.
    const lines = list.current?.querySelectorAll<HTMLElement>('[data-line] input:not([type="checkbox"])')
    lines?.item(items.length - 1)?.focus()
  }, [items])
  const replace = (at: number, patch: Partial<Items[number]>) =>
    onChange(items.map((item, i) => (i === at ? { ...item, ...patch } : item)))
  const add = () => {
    setKeys([...keys, crypto.randomUUID()])
    onChange([...items, { text: '', done: false }])
    wasAdded.current = true
  }
  return (
    <Stack gap={4} ref={list} role="group" aria-label="Checklist">
      <Title order={3}>Checklist</Title>
      {items.map((item, i) => (
        <Group key={keys[i] ?? i} gap="xs" wrap="nowrap" data-line>
          <Checkbox
            aria-label={`Done: ${item.text}`}
            checked={item.done}
            onChange={(event) => replace(i, { done: event.currentTarget.checked })}
          />
          <TextInput
            flex={1}
            size="xs"
            aria-label={`Line ${i + 1} of the checklist`}
            value={item.text}
            onChange={(event) => replace(i, { text: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Remove line ${i + 1}`}
            onClick={() => {
              setKeys(keys.filter((_, at) => at !== i))
              onChange(items.filter((_, at) => at !== i))
            }}
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
