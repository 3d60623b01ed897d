import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconCircleCheck, IconCircleDashed, IconShieldCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { RecordedPosition } from '#core/provisioning/provisioningFile'
import type { SessionState } from '#core/provisioning/session/sessionState'
import classes from './Field.module.css'
import { giveOrder } from './fieldWork'
import { identifierText } from './identifierText'
import { positionWords } from './position/positionSource'

interface FactsPanelProps {
  session: SessionState | null
  position: RecordedPosition | null
  workOrder: string | null
}

/**
 * What is known, fact by fact. "Identified", "connected", "proved" and "position fixed" are different words because they are
 * different facts; only what was challenged is green.
 */
export function FactsPanel({ session, position, workOrder }: FactsPanelProps) {
  const device = session?.device
  const can = (kind: SessionState['abilities'][number]) => session?.abilities.includes(kind) === true
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="facts-title" className={classes.facts} tabIndex={0}>
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
        <Fact name="Identified" state={device ? 'said' : 'open'}>
          {device ? `${device.name}, ${device.firmware} ${device.version}, ${device.chip}: the device's own word` : 'Not yet'}
        </Fact>
        <Fact name="Connected" state={session?.connected ? 'said' : 'open'}>
          {session?.connected ? `To ${session.ssid ?? 'a network it knew before'}: the device's own word` : 'Not yet'}
        </Fact>
        <Fact name="Proved" state={session?.proof ? 'proved' : 'open'}>
          {provedText(session)}
        </Fact>
        <Fact name="Position fixed" state={position?.source === 'gnss' ? 'said' : 'open'}>
          {position ? positionWords(position) : 'None yet'}
        </Fact>
        {(can('register') || session?.registration) && (
          <Fact name="Registered" state={session?.registration ? 'said' : 'open'}>
            {session?.registration ? 'Signed by the device, to be submitted later' : 'Not yet'}
          </Fact>
        )}
        <Fact name="Work order" state={workOrder ? 'said' : 'open'}>
          {workOrder ?? 'None'}
        </Fact>
        {session?.identifiers.map((identifier) => {
          const [name, value] = identifierText(identifier)
          return (
            <div key={`${name} ${value}`}>
              <Text fz="xs" c="dimmed">
                {name}
              </Text>
              <span className={classes.code}>{value}</span>
            </div>
          )
        })}
        {session && <span className={classes.code}>{session.path}</span>}
        {session && <UndoButtons session={session} />}
      </Stack>
    </Paper>
  )
}

/** What the device lets one put back as it was. */
function UndoButtons({ session }: { session: SessionState }) {
  if (session.phase !== 'idle' && session.phase !== 'failed') return null
  return session.undo.map(({ kind, value }) => {
    if (kind !== 'set-hostname' && kind !== 'set-device-name') return null
    const [what, order] =
      kind === 'set-hostname' ? (['hostname', { kind, hostname: value }] as const) : (['name', { kind, name: value }] as const)
    return (
      <Button key={kind} size="xl" fz="md" variant="default" fullWidth onClick={() => giveOrder(order)}>
        Put its {what} back: {value}
      </Button>
    )
  })
}

function provedText(session: SessionState | null): string {
  if (session?.proof) {
    return 'It signed a fresh challenge with its key'
  }
  if (!session?.identified) return 'Not yet'
  return session.abilities.includes('prove') ? 'Not challenged yet' : 'Not challenged: its protocol offers no proof of identity'
}

const ICONS = { proved: IconShieldCheck, said: IconCircleCheck, open: IconCircleDashed }

function Fact({ name, state, children }: { name: string; state: keyof typeof ICONS; children: ReactNode }) {
  const Icon = ICONS[state]
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start" className={classes.fact} data-state={state}>
      <Icon size={20} aria-hidden className={classes.factIcon} />
      <div>
        <Text fw={600} fz="sm">
          {name}
        </Text>
        <Text fz="sm" c="dimmed" component="div">
          {children}
        </Text>
      </div>
    </Group>
  )
}
