/** The system's clock without the millisecond that a timer takes at least: a device that sends every byte by itself says thousands. */
import { type Clock, systemClock } from '#main/devices/clock'

/** @param times how many times faster delays pass. */
export function promptClock(times = 1): Clock {
  return {
    ...systemClock,
    after(delayMs, run) {
      if (delayMs / times >= 1) return systemClock.after(delayMs / times, run)
      const immediate = setImmediate(run)
      return () => clearImmediate(immediate)
    },
  }
}
