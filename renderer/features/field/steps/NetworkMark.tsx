import { Group, Text } from '@mantine/core'
import { IconLock, IconLockOpen2 } from '@tabler/icons-react'
import type { WifiNetwork } from '#core/provisioning/session/sessionState'
import classes from '../Field.module.css'
import { signalStrength } from '../signalStrength'

/** Whether a network takes a password, and how well it is heard. */
export function NetworkMark({ network }: { network: WifiNetwork }) {
  const { bars, word } = signalStrength(network.rssiDbm)
  return (
    <Group gap="sm" wrap="nowrap">
      {network.secured ? <IconLock size={18} aria-hidden /> : <IconLockOpen2 size={18} aria-hidden />}
      <Text span fz="sm">
        {network.secured ? 'secured' : 'open'}
      </Text>
      <span className={classes.bars} role="img" aria-label={`Signal ${word}`}>
        {[1, 2, 3, 4].map((bar) => (
          <span key={bar} data-on={bar <= bars} />
        ))}
      </span>
    </Group>
  )
}
