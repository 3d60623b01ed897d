import { expect, it, vi } from 'vitest'

const fake = vi.hoisted(() => ({ portsChanged: (_ports: { path: string }[]): void => undefined }))

vi.mock('../../platform/consoleClient', () => ({
  consoleClient: {
    on: (name: string, listen: (ports: { path: string }[]) => void) => {
      if (name === 'devices.portsChanged') fake.portsChanged = listen
    },
  },
}))

const { keepSignedPort, useSignedPort } = await import('./signedPort')
const path = '/dev/ttyUSB0'
const kept = () => useSignedPort.getState().path

it('keeps the port of a signed device until its cable is pulled, whatever else is plugged in', () => {
  keepSignedPort({ path, simulated: false, phase: 'idle' })
  fake.portsChanged([{ path }, { path: '/dev/ttyUSB1' }])
  expect(kept()).toBe(path)
  fake.portsChanged([{ path: '/dev/ttyUSB1' }])
  expect(kept()).toBeNull()
  fake.portsChanged([{ path }])
  expect(kept()).toBeNull()
})

it('keeps none of a device whose cable was out when it was signed, or of a training device', () => {
  keepSignedPort({ path, simulated: false, phase: 'idle' })
  keepSignedPort({ path, simulated: false, phase: 'lost' })
  expect(kept()).toBeNull()
  keepSignedPort({ path: 'simulated:hotspot', simulated: true, phase: 'idle' })
  expect(kept()).toBeNull()
})
