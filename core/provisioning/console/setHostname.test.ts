import { describe, expect, it } from 'vitest'
import { DeviceSession } from '../session/DeviceSession'
import { VirtualLine } from '../session/testing/VirtualLine'
import type { SimulatedDevice } from '../simulated/simulatedDevice'
import { createSimulatedGateway } from '../simulated/simulatedGateway'
import { hostnameCommand, systemCommand } from './commands'
import { createConsoleDriver } from './consoleDriver'
import { printed, scriptedShell } from './testing/scriptedConsole'

function open(device: SimulatedDevice): VirtualLine {
  const line = new VirtualLine(
    new DeviceSession({ sessionId: 's1', path: 'test', simulated: false }, [createConsoleDriver()], 0),
    device,
  )
  line.run({ kind: 'identify' })
  return line
}

/** A Linux without gateway-rs that keeps its name. */
const stubborn = (uid: number) =>
  scriptedShell((marked) => {
    if (marked.command === systemCommand) return printed(marked, `uname Linux gw 6.1 arm\nuid ${uid}\n`)
    if (marked.command === hostnameCommand) return printed(marked, 'gw\n')
    return printed(marked, 'sh: /etc/hostname: Read-only file system\n', 1)
  })

describe('a host name', () => {
  it('is changed, and the one from before the first change can be put back', () => {
    const line = open(createSimulatedGateway({ loggedIn: true }))
    line.run({ kind: 'set-hostname', hostname: 'roof-12' })
    expect(line.session.state).toMatchObject({ hostname: 'roof-12', undo: [{ kind: 'set-hostname', value: 'gateway-1' }] })
    line.run({ kind: 'set-hostname', hostname: 'roof-13.example' })
    expect(line.session.state).toMatchObject({
      hostname: 'roof-13.example',
      undo: [{ kind: 'set-hostname', value: 'gateway-1' }],
    })
    line.run({ kind: 'set-hostname', hostname: 'gateway-1' })
    expect(line.session.state).toMatchObject({ hostname: 'gateway-1', undo: [], phase: 'idle' })
    line.run({ kind: 'verify' })
    expect(line.session.state).toMatchObject({ phase: 'idle', hostname: 'gateway-1' })
  })

  it('that was changed is the same device when it is identified again', () => {
    const line = open(createSimulatedGateway({ loggedIn: true }))
    line.run({ kind: 'set-hostname', hostname: 'roof-12' })
    expect(line.run({ kind: 'identify' })).toEqual({ ok: true })
    expect(line.session.state.hostname).toBe('roof-12')
  })

  it('that the device keeps is named, and is nothing to put back', () => {
    const line = open(stubborn(0))
    expect(line.run({ kind: 'set-hostname', hostname: 'roof-12' })).toMatchObject({
      ok: false,
      problem: { code: 'console.hostname-refused', cause: 'sh: /etc/hostname: Read-only file system' },
    })
    expect(line.session.state).toMatchObject({ hostname: 'gw', undo: [] })
  })

  it('is only changed by root', () => {
    const line = open(stubborn(1000))
    const before = line.written.length
    expect(() => line.begin({ kind: 'set-hostname', hostname: 'roof-12' })).toThrow(
      expect.objectContaining({ code: 'console.not-root' }),
    )
    expect(line.written.length).toBe(before)
  })

  it.each(['', '-a', 'a-', 'a b', 'a;reboot', '$(reboot)', 'a\nb', 'ä', `${'a'.repeat(60)}.bcdef`, 'a..b'])(
    '%j never reaches the device',
    (hostname) => {
      const line = open(createSimulatedGateway({ loggedIn: true }))
      const before = line.written.length
      expect(() => line.begin({ kind: 'set-hostname', hostname })).toThrow(
        expect.objectContaining({ code: expect.stringMatching(/^hostname\./), field: 'hostname' }),
      )
      expect(line.written.length).toBe(before)
    },
  )
})
