import { Alert } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { useConnection } from '../platform/connection'

/** Said only when the console's own process went away; records stay readable and writable without it. */
export function ConnectionBanner() {
  const connection = useConnection((state) => state.connection)
  if (connection === 'unproved') {
    return (
      <Alert
        color="red"
        radius={0}
        py={6}
        role="alert"
        icon={<IconPlugConnectedX />}
        title="What answers at this address is not your console"
      >
        Nothing was sent to it, and nothing of it was run. Your records are safe and stay open. Start Commonmast and open the
        address that it prints; if it says that its port is held by another account, ask whoever uses this computer with you.
      </Alert>
    )
  }
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
