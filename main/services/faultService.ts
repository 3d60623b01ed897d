import type { ConsoleContract } from '#core/contract/consoleContract'
import type { Handlers } from '#core/contract/createDispatcher'
import type { FaultLog } from '../storage/faultLog'

/** Shows the fault log, and takes the faults of windows into it. */
export function createFaultService(
  faults: FaultLog,
): Pick<Handlers<ConsoleContract>, 'faults.report' | 'faults.list' | 'faults.export'> {
  return {
    'faults.report': async (report) => {
      faults.write(report)
      return {}
    },
    'faults.list': async ({ limit }) => faults.list(limit),
    'faults.export': async () => ({ text: faults.text() }),
  }
}
