import { Alert } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { useConnection } from '../platform/transport'

/** Said only when the console's own process went away; records stay readable and writable without it. */
export function ConnectionBanner() {
  const connection = useConnection((state) => state.connection)
  if (connection !== 'lost') return null
  return (
    <Alert
      color="red"
      radius={0}
      py={6}
      role="alert"
      icon={<IconPlugConnectedX />}
      title="The console's process is not answering"
    >
      Your records are safe and stay open. If Commonmast ended, start it again and, if it prints an address, open that in this
      browser; this window then reconnects by itself, and devices, the Ledger and backups work again.
    </Alert>
  )
}
