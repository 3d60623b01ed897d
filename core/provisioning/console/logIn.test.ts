import { describe, expect, it } from 'vitest'
import { DeviceSession } from '../session/DeviceSession'
import { VirtualLine } from '../session/testing/VirtualLine'
import type { SimulatedDevice } from '../simulated/simulatedDevice'
import { createSimulatedGateway, trainingConsolePassword } from '../simulated/simulatedGateway'
import { createConsoleDriver } from './consoleDriver'
import { type Said, scriptedConsole } from './testing/scriptedConsole'

function open(device: SimulatedDevice): VirtualLine {
  const line = new VirtualLine(
    new DeviceSession({ sessionId: 's1', path: 'test', simulated: false }, [createConsoleDriver()], 0),
    device,
  )
  line.run({ kind: 'identify' })
  return line
}

/** A console that asks for a name; `toName` and `toPassword` are what it says then. */
function loginConsole(toName: Said, toPassword: Said): SimulatedDevice {
  return scriptedConsole((written) => {
    if (written === 'root\r') return toName
    if (written === 'right horse\r') return toPassword
    return '\r\ngw login: '
  })
}

const logIn = { kind: 'log-in', user: 'root', password: 'right horse' } as const
const written = (line: VirtualLine) => line.written.map((bytes) => new TextDecoder().decode(bytes))

describe('a login', () => {
  it('that was refused is named, not repeated, and can be tried again', () => {
    const line = open(createSimulatedGateway())
    const before = line.written.length
    expect(line.run({ ...logIn, password: 'wrong horse' })).toMatchObject({
      ok: false,
      problem: { code: 'console.login-refused' },
    })
    expect(written(line).slice(before)).toEqual(['\u0015\r', 'root\r', 'wrong horse\r'])
    expect(line.session.state).toMatchObject({ identified: false, loginNeeded: true, abilities: ['log-in'] })
    expect(line.run({ ...logIn, password: trainingConsolePassword })).toEqual({ ok: true })
  })

  it('is refused whatever the password by a gateway with that fault', () => {
    const line = open(createSimulatedGateway({ wrongPassword: true }))
    expect(line.run({ ...logIn, password: trainingConsolePassword })).toMatchObject({
      problem: { code: 'console.login-refused' },
    })
  })

  it.each<[string, Said, Said, string]>([
    [
      'refused with a word',
      '\r\nPassword: ',
      [
        [0, '\r\n'],
        [2_000, 'Login incorrect\r\n'],
      ],
      'console.login-refused',
    ],
    [
      'asked for anew',
      '\r\nPassword: ',
      [
        [0, '\r\n'],
        [2_000, '\r\ngw login: '],
      ],
      'console.login-refused',
    ],
    ['refused for the name', '\r\nLogin incorrect\r\ngw login: ', '', 'console.login-refused'],
    ['that needs a new password', '\r\nPassword: ', '\r\nYou must change it.\r\nCurrent password: ', 'console.password-expired'],
    ['that is not answered', '\r\nPassword: ', '\r\n', 'console.no-prompt'],
    ['whose name is not answered', '\r\n', '', 'console.no-prompt'],
  ])('%s ends named', (_what, toName, toPassword, code) => {
    const line = open(loginConsole(toName, toPassword))
    expect(line.run(logIn)).toMatchObject({ ok: false, problem: { code } })
    expect(line.session.state).toMatchObject({ identified: false, loginNeeded: true })
    expect(written(line).filter((text) => text === 'right horse\r').length).toBeLessThan(2)
  })

  it('gives the password to nobody who does not ask for it', () => {
    for (const toName of ['\r\ngw login: ', '\r\n# ', '']) {
      const line = open(loginConsole(toName, ''))
      line.run(logIn)
      expect(written(line)).not.toContain('right horse\r')
    }
  })

  it('is waited for while a long greeting comes, though not for ever', () => {
    const greeting = (times: number) => Array.from({ length: times }, () => [4_000, 'Please mind the mast.\r\n'] as const)
    const shell: Said = [...greeting(3), [4_000, 'root@gw:~# ']]
    const line = open(loginConsole('\r\nPassword: ', shell))
    // The shell was seen: what this console says to commands is a login again.
    expect(line.run(logIn)).toMatchObject({ ok: false, problem: { code: 'console.rebooted' } })
    const endless = open(loginConsole('\r\nPassword: ', greeting(1_000)))
    const beginMs = endless.nowMs
    expect(endless.run(logIn)).toMatchObject({ ok: false, problem: { code: 'console.no-prompt' } })
    expect(endless.nowMs - beginMs).toBeLessThan(60_000)
  })

  it('that may have opened a shell is left when the port is let go, however its step ended', () => {
    const farewell = (line: VirtualLine) => {
      const bytes = line.session.farewell()
      return bytes && new TextDecoder().decode(bytes)
    }
    const cancelledBehind = (text: string) => {
      const line = open(createSimulatedGateway())
      line.begin({ ...logIn, password: trainingConsolePassword })
      while (!written(line).some((each) => each.includes(text))) line.turn()
      expect(line.session.state.step).toBe('log-in')
      const running = farewell(line)
      line.session.cancel(line.nowMs)
      return { line, running }
    }
    for (const text of [trainingConsolePassword, 'uname']) {
      const { line, running } = cancelledBehind(text)
      expect([running, farewell(line)]).toEqual(['\x03\x15exit\r', '\x03\x15exit\r'])
    }
    const refused = open(createSimulatedGateway())
    refused.run({ ...logIn, password: 'wrong horse' })
    expect(farewell(refused)).toBeNull()
    const { line } = cancelledBehind('root')
    // Somebody else's login, and a device that asks for one again, are none of this session's business.
    line.run({ kind: 'identify' })
    while (line.turn());
    line.run({ kind: 'identify' })
    expect(line.session.state.loginNeeded).toBe(true)
    expect(farewell(line)).toBeNull()
  })

  it('leaves no trace of the password, also when the device says it', () => {
    const line = open(loginConsole('\r\nPassword: ', 'right horse\r\nLogin incorrect\r\n'))
    line.run(logIn)
    const kept = JSON.stringify([line.session.state, line.session.evidence()])
    expect(kept).not.toContain('right horse')
    expect(kept).not.toContain(Buffer.from('right horse').toString('hex'))
    expect(kept).toContain('*'.repeat(22))
  })

  it.each([
    [{ user: 'ro ot' }, 'console.bad-user'],
    [{ user: '' }, 'console.bad-user'],
    [{ user: 'root\rreboot' }, 'console.bad-user'],
    [{ password: 'a\rb' }, 'console.bad-password'],
    [{ password: 'x'.repeat(600) }, 'console.bad-password'],
  ])('that cannot be typed is refused before anything is written: %#', (change, code) => {
    const line = open(createSimulatedGateway())
    const before = line.written.length
    expect(() => line.begin({ ...logIn, ...change })).toThrow(expect.objectContaining({ code }))
    expect(line.written.length).toBe(before)
  })
})
