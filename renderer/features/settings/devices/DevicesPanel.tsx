import { Stack } from '@mantine/core'
import { KeptPasswords } from './KeptPasswords'
import { LedgerTable } from './LedgerTable'
import { PermissionHelp } from './PermissionHelp'
import { PortsTable } from './PortsTable'
import { TrainingDevices } from './TrainingDevices'
import { usePortsNow } from './usePortsNow'

/** What is attached now, what each system asks for before it lets us near it, and which passwords are at hand. */
export function DevicesPanel() {
  const { ports, problem } = usePortsNow()
  return (
    <Stack gap="xl" maw={1080}>
      <PortsTable ports={ports?.filter(({ simulated }) => !simulated) ?? null} problem={problem} />
      <PermissionHelp />
      <LedgerTable />
      <KeptPasswords />
      <TrainingDevices ports={ports?.filter(({ simulated }) => simulated) ?? []} />
    </Stack>
  )
}
