import { useCallback, useEffect, useState } from 'react'
import type { SerialPortInfo } from '#core/contract/consoleContract'
import type { Problem } from '#core/model/problem'
import { consoleClient } from '../../platform/consoleClient'
import { asProblem } from '../../ui/ProblemAlert'

/** The serial ports there are, as they come and go. */
export function usePorts() {
  const [ports, setPorts] = useState<SerialPortInfo[] | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const refresh = useCallback(async () => {
    setProblem(null)
    try {
      setPorts(await consoleClient.call('devices.listPorts', {}))
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }, [])
  useEffect(() => {
    void refresh()
    return consoleClient.on('devices.portsChanged', setPorts)
  }, [refresh])
  return { ports, problem, refresh }
}
