import { Alert } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { type Connection, useConnection } from '../platform/connection'

const SAID: Partial<Record<Connection, { title: string; text: string }>> = {
  lost: {
    title: "The console's process is not answering",
    text: 'Your records are safe and stay open. If Commonmast ended, start it again and, if it prints an address, open that in this browser; this window then reconnects by itself, and devices, the Ledger and backups work again.',
  },
  unproved: {
    title: 'What answers at this address is not your console',
    text: 'It was told nothing. Your records are safe and stay open. Start Commonmast and open the address that it prints; if it says that its port is held by another account, ask whoever uses this computer with you.',
  },
}

/** Said only when the console's own process is not there; records stay readable and writable without it. */
export function ConnectionBanner() {
  const said = SAID[useConnection(({ connection }) => connection)]
  if (!said) return null
  return (
    <Alert color="red" radius={0} py={6} role="alert" icon={<IconPlugConnectedX />} title={said.title}>
      {said.text}
    </Alert>
  )
}
