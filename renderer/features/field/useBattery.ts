import { useEffect, useState } from 'react'

interface BatteryManager extends EventTarget {
  level: number
  charging: boolean
}

export interface Battery {
  /** 0 to 100. */
  percent: number
  charging: boolean
}

/** The computer's battery; null where there is none or the browser does not tell. */
export function useBattery(): Battery | null {
  const [battery, setBattery] = useState<Battery | null>(null)
  useEffect(() => {
    const { getBattery } = navigator as Navigator & { getBattery?: () => Promise<BatteryManager> }
    let manager: BatteryManager | null = null
    let isGone = false
    const read = () => manager && setBattery({ percent: Math.round(manager.level * 100), charging: manager.charging })
    getBattery?.call(navigator).then(
      (found) => {
        if (isGone) return
        manager = found
        read()
        for (const event of EVENTS) found.addEventListener(event, read)
      },
      () => setBattery(null),
    )
    return () => {
      isGone = true
      for (const event of EVENTS) manager?.removeEventListener(event, read)
    }
  }, [])
  return battery
}

const EVENTS = ['levelchange', 'chargingchange']
