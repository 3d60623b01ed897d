import { Alert } from '@mantine/core'
import { IconPlugX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { Problem } from '#core/model/problem'
import { consoleClient } from '../platform/consoleClient'

interface DeviceObstacleProps {
  /** Which list it stands beside. */
  of: 'ports' | 'ledger'
  /** Another value asks again, for example the list after it was looked at anew. */
  asked?: unknown
}

/** Why this computer cannot list some devices, with the package to install. Nothing where it can. */
export function DeviceObstacle({ of, asked }: DeviceObstacleProps) {
  const [problem, setProblem] = useState<Problem | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another `asked` asks again
  useEffect(() => {
    let isGone = false
    consoleClient.call('devices.obstacles', {}).then(
      (obstacles) => {
        const found = obstacles[of]
        if (!isGone) setProblem(found && Problem.fromData(found))
      },
      // The list itself says what is wrong with the line to main.
      () => undefined,
    )
    return () => {
      isGone = true
    }
  }, [of, asked])
  if (!problem) return null
  // As its content, not as its title: that would be a label, which other fields are found by.
  return (
    <Alert color="yellow" variant="light" role="note" icon={<IconPlugX />} data-code={problem.code}>
      {problem.message}
    </Alert>
  )
}
