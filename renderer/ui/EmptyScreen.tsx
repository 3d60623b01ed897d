import { Group, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import type { ReactNode } from 'react'

interface EmptyScreenProps {
  icon: ReactNode
  title: string
  /** What will be here. */
  children: ReactNode
  /** The two ways to begin. */
  actions?: ReactNode
}

/** An empty screen says what will be here and offers the ways to begin. */
export function EmptyScreen({ icon, title, children, actions }: EmptyScreenProps) {
  return (
    <Stack align="center" justify="center" gap="sm" h="100%" mih={320} p="xl">
      <ThemeIcon variant="light" size={56} radius="xl" color="gray">
        {icon}
      </ThemeIcon>
      <Title order={2}>{title}</Title>
      <Text c="dimmed" ta="center" maw={460}>
        {children}
      </Text>
      {actions && <Group mt="xs">{actions}</Group>}
    </Stack>
  )
}
