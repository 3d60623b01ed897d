import type { DeviceFaults } from '#core/provisioning/simulated/simulatedDevice'
import { createTrainingDevice } from '#core/provisioning/simulated/trainingDevices'
import { createLinkOpener } from '#main/devices/openLink'
import { subjects } from './conformanceSubjects'
import { deviceOnPty } from './deviceOnPty'
import { hastened } from './hastened'
import { promptClock } from './promptClock'
import { provisioningConformance } from './provisioningConformance'

/** A receiver speaks once a second, a network is joined after a third of one: all of it twenty times faster. */
const haste = 20

for (const subject of subjects) {
  provisioningConformance('a line in this process', subject, async (faults) => ({
    path: `simulated:${subject.device}?unit=1`,
    openLink: createLinkOpener({ clock: promptClock(haste), faults }),
    powerOn: () => undefined,
    stop: async () => undefined,
  }))

  provisioningConformance('a pseudo-terminal', subject, async (faults) => {
    const device = await deviceOnPty(hastened(created(subject.device, faults), haste), { off: true })
    return { ...device, openLink: createLinkOpener() }
  })
}

function created(name: string, faults: DeviceFaults) {
  const device = createTrainingDevice(name, faults)
  if (!device) throw new Error(`There is no ${name}.`)
  return device
}
