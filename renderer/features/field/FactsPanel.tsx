import { Badge, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconCircleCheck, IconCircleDashed, IconCircleX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { SessionState } from '#core/provisioning/session/sessionState'
import classes from './Field.module.css'

interface FactsPanelProps {
  session: SessionState | null
  /** In words; null while none is given. */
  position: string | null
  workOrder: string | null
}

/** What is known, fact by fact. "Identified", "connected" and "proved" are different words because they are different facts. */
export function FactsPanel({ session, position, workOrder }: FactsPanelProps) {
  const device = session?.device
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="facts-title">
      <Group justify="space-between">
        <Title order={2} id="facts-title">
          What is known
        </Title>
        {session?.simulated && (
          <Badge color="yellow" variant="light">
            TRAINING
          </Badge>
        )}
      </Group>
      <Stack gap="sm" mt="sm">
        <Fact name="Identified" state={device ? 'yes' : 'open'}>
          {device ? `${device.name}, ${device.firmware} ${device.version}, ${device.chip}: the device's own word` : 'Not yet'}
        </Fact>
        <Fact name="Connected" state={session?.connected ? 'yes' : 'open'}>
          {session?.connected ? `To ${session.ssid ?? 'a network it knew before'}: the device's own word` : 'Not yet'}
        </Fact>
        <Fact name="Proved" state="no">
          Not challenged: its protocol offers no proof of identity
        </Fact>
        <Fact name="Position" state={position ? 'yes' : 'open'}>
          {position ?? 'None yet'}
        </Fact>
        <Fact name="Work order" state={workOrder ? 'yes' : 'open'}>
          {workOrder ?? 'None'}
        </Fact>
        {session && (
          <Text fz="xs" c="dimmed" ff="monospace">
            {session.path}
          </Text>
        )}
      </Stack>
    </Paper>
  )
}

const ICONS = { yes: IconCircleCheck, open: IconCircleDashed, no: IconCircleX }

function Fact({ name, state, children }: { name: string; state: keyof typeof ICONS; children: ReactNode }) {
  const Icon = ICONS[state]
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <Icon size={20} aria-hidden className={classes.factIcon} />
      <div>
        <Text fw={600} fz="sm">
          {name}
        </Text>
        <Text fz="sm" c="dimmed">
          {children}
        </Text>
      </div>
    </Group>
  )
}
