import { Text } from '@mantine/core'
import { fingerprint } from '#core/sync/joining/fingerprint'

/** The digits by which two people compare keys or cooperatives aloud. */
export function Fingerprint({ of, what }: { of: string; what: string }) {
  return (
    <Text span ff="monospace" fz="sm" role="img" aria-label={`Fingerprint of ${what}: ${fingerprint(of)}`}>
      {fingerprint(of)}
    </Text>
  )
}
