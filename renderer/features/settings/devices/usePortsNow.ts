import { useEffect, useState } from 'react'
import type { SerialPortInfo } from '#core/contract/consoleContract'
import { consoleClient } from '../../../platform/consoleClient'
import { useCall } from '../useCall'

/** The ports of this machine as they come and go; null until the first look. */
export function usePortsNow() {
  const { value, problem } = useCall('devices.listPorts', {})
  const [told, setTold] = useState<SerialPortInfo[] | null>(null)
  useEffect(() => consoleClient.on('devices.portsChanged', setTold), [])
  return { ports: told ?? value, problem }
}
