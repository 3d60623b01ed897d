import { ActionIcon, Button, Group, Menu, Paper, Stack, Text, Title, VisuallyHidden } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { newStage, type StageDraft, type StageKind } from './agreementDraft'
import type { DraftFaults } from './readDraft'
import type { ReceiverChoices } from './receiverChoices'
import { StageFields } from './StageFields'
import { STAGE_KINDS, stageName } from './stageKinds'

interface StageListProps {
  stages: StageDraft[]
  faults: DraftFaults
  choices: ReceiverChoices
  symbol: string
  reserves: string[]
  onChange: (stages: StageDraft[]) => void
}

type Direction = 'up' | 'down'

/** The stages in their order, what is left last: each can be changed, moved and removed, by keyboard too. */
export function StageList({ stages, faults, choices, symbol, reserves, onChange }: StageListProps) {
  const list = useRef<HTMLDivElement>(null)
  const moved = useRef<{ id: string; by: Direction } | null>(null)
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (!moved.current) return
    // The stage took its buttons with it; the focus goes along.
    const { id, by } = moved.current
    moved.current = null
    const card = list.current?.querySelector(`[data-stage="${CSS.escape(id)}"]`)
    const button = (to: Direction) => card?.querySelector<HTMLElement>(`[data-move="${to}"]:not(:disabled)`)
    ;(button(by) ?? button(by === 'up' ? 'down' : 'up'))?.focus()
  })
  const last = stages.length - 1

  function move(at: number, by: Direction) {
    const to = by === 'up' ? at - 1 : at + 1
    const [stage, other] = [stages[at], stages[to]]
    // What is left stays the last.
    if (!stage || !other || at >= last || to >= last) return
    moved.current = { id: stage.id, by }
    setSaid(`${stageName(stage.kind)} is stage ${to + 1} of ${stages.length} now`)
    onChange(stages.map((each, index) => (index === at ? other : index === to ? stage : each)))
  }

  function onKeyDown(event: KeyboardEvent, at: number) {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    move(at, event.key === 'ArrowUp' ? 'up' : 'down')
  }

  function add(kind: StageKind) {
    onChange([...stages.slice(0, last), newStage(kind), ...stages.slice(last)])
  }

  return (
    <Stack gap="xs" ref={list} role="group" aria-label="Stages">
      <VisuallyHidden aria-live="polite">{said}</VisuallyHidden>
      {stages.map((stage, at) => (
        <Paper
          key={stage.id}
          withBorder
          p="xs"
          data-stage={stage.id}
          role="group"
          aria-label={`Stage ${at + 1}`}
          onKeyDown={(event) => onKeyDown(event, at)}
        >
          <Group justify="space-between" mb={6} wrap="nowrap">
            <Title order={3}>
              {at + 1} · {stageName(stage.kind)}
            </Title>
            {at < last && (
              <Group gap={2} wrap="nowrap">
                <MoveButton by="up" at={at} disabled={at === 0} onMove={() => move(at, 'up')} />
                <MoveButton by="down" at={at} disabled={at >= last - 1} onMove={() => move(at, 'down')} />
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Remove stage ${at + 1}`}
                  onClick={() => onChange(stages.filter(({ id }) => id !== stage.id))}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              </Group>
            )}
          </Group>
          <StageFields
            stage={stage}
            of={`stage ${at + 1}`}
            choices={choices}
            symbol={symbol}
            reserves={reserves}
            faultOf={(field) => faults.get(`${stage.id}.${field}`)}
            onChange={(changed) => onChange(stages.map((each) => (each.id === stage.id ? changed : each)))}
          />
          {faults.get(stage.id) && (
            <Text fz="xs" c="var(--mantine-color-error)" mt={6} role="alert">
              {faults.get(stage.id)}
            </Text>
          )}
        </Paper>
      ))}
      <Menu position="bottom-start">
        <Menu.Target>
          <Button size="compact-sm" variant="default" leftSection={<IconPlus size={14} />} w="max-content">
            Add a stage
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {STAGE_KINDS.map(({ kind, name, does }) => (
            <Menu.Item key={kind} onClick={() => add(kind)}>
              <Text fz="sm" fw={550}>
                {name}
              </Text>
              <Text fz="xs" c="dimmed">
                {does}
              </Text>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Stack>
  )
}

interface MoveButtonProps {
  by: Direction
  at: number
  disabled: boolean
  onMove: () => void
}

function MoveButton({ by, at, disabled, onMove }: MoveButtonProps) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      data-move={by}
      title={by === 'up' ? 'Alt+↑' : 'Alt+↓'}
      aria-label={`Move stage ${at + 1} ${by}`}
      disabled={disabled}
      onClick={onMove}
    >
      {by === 'up' ? <IconArrowUp size={16} /> : <IconArrowDown size={16} />}
    </ActionIcon>
  )
}
