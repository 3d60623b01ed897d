import { useCallback, useEffect, useState } from 'react'
import type { SerialPortInfo } from '#core/contract/consoleContract'
import type { Problem } from '#core/model/problem'
import { consoleClient } from '../../platform/consoleClient'
import { asProblem } from '../../ui/ProblemAlert'
import { seenBefore } from './flow/portChoice'

interface PortsSeen {
  /** Null until the first listing. */
  ports: SerialPortInfo[] | null
  /** Those that were there when the step began and still are. */
  before: string[]
}

/** The serial ports there are, as they come and go, and which of them are new. */
export function usePorts() {
  const [seen, setSeen] = useState<PortsSeen>({ ports: null, before: [] })
  const [problem, setProblem] = useState<Problem | null>(null)
  const see = useCallback((ports: SerialPortInfo[]) => {
    setSeen(({ ports: last, before }) => ({ ports, before: seenBefore(last === null ? null : before, ports) }))
  }, [])
  const refresh = useCallback(async () => {
    setProblem(null)
    try {
      see(await consoleClient.call('devices.listPorts', {}))
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }, [see])
  useEffect(() => {
    void refresh()
    return consoleClient.on('devices.portsChanged', see)
  }, [refresh, see])
  return { ...seen, problem, refresh }
}
