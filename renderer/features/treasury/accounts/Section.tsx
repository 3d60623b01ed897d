import { Button, Group, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { MayWrite } from '../../../ui/access/MayWrite'

interface SectionProps {
  title: string
  isEmpty: boolean
  /** What will be here. */
  empty: string
  action: string
  /** The next step of the whole tab. */
  isMain?: boolean
  onAdd: () => void
  /** What else can be done here, beside adding. */
  others?: ReactNode
  children: ReactNode
}

/** One table of the accounts, and the way to add to it. */
export function Section({ title, isEmpty, empty, action, isMain = false, onAdd, others, children }: SectionProps) {
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Title order={2}>{title}</Title>
        <Group gap="xs">
          {others}
          <MayWrite tables={['chains', 'treasuries', 'tokens']}>
            <Button size="xs" variant={isMain ? 'filled' : 'default'} onClick={onAdd}>
              {action}
            </Button>
          </MayWrite>
        </Group>
      </Group>
      {isEmpty ? <Text c="dimmed">{empty}</Text> : children}
    </Stack>
  )
}
