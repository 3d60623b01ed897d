/** Consoles that people reported, and others of the same kinds. The names are those of the cases in fixtures/cases/serial. */
import { describe, expect, it } from 'vitest'
import { DeviceSession } from '../session/DeviceSession'
import { VirtualLine } from '../session/testing/VirtualLine'
import type { SimulatedDevice } from '../simulated/simulatedDevice'
import { createSimulatedGateway, trainingConsolePassword } from '../simulated/simulatedGateway'
import { gatewayCommand, keyCommand, networkCommand, systemCommand } from './commands'
import { createConsoleDriver } from './consoleDriver'
import { recognisePrompt } from './prompt'
import { printed, readMarked, type Said, scriptedConsole } from './testing/scriptedConsole'

/** UTF-8, one character for each byte, as a console sends it. */
const bytesOf = (text: string) => String.fromCharCode(...new TextEncoder().encode(text))

interface Wording {
  login?: string
  password?: string
  /** After the right password. */
  shell?: string
  /** So many names are lost before one is heard. */
  lostNames?: number
  gateway?: [output: string, exitCode: number]
}

/** A Linux that asks in its own words and then runs what the driver asks. */
function linux({ login = 'gw login: ', password = 'Password: ', shell = 'gw:~$ ', lostNames = 0, gateway }: Wording) {
  const heard: string[] = []
  let names = 0
  const device = scriptedConsole((written): Said => {
    heard.push(written)
    const marked = readMarked(written)
    if (marked) {
      if (marked.command === systemCommand) return printed(marked, 'uname Linux gw 6.1.0 armv7l\nuid 1000\n')
      if (marked.command === networkCommand) return printed(marked, 'net eth0 a=02:00:00:00:00:01 c=1 device\n')
      const isGateway = marked.command === gatewayCommand || marked.command === keyCommand
      const [output, exitCode] = (isGateway && gateway) || ['', 127]
      return printed(marked, output, exitCode)
    }
    if (written === 'pi\r') {
      names += 1
      return names > lostNames ? `pi\r\n${bytesOf(password)}` : `[ OK ] Started something.\r\n\r\n${bytesOf(login)}`
    }
    if (written === 'right horse\r') return `\r\n${bytesOf(shell)}`
    return `\r\n${bytesOf(login)}`
  })
  return { device, heard }
}

const logIn = { kind: 'log-in', user: 'pi', password: 'right horse' } as const

function open(device: SimulatedDevice) {
  const session = new DeviceSession({ sessionId: 's1', path: 'test', simulated: false }, [createConsoleDriver()], 0)
  const line = new VirtualLine(session, device)
  line.run({ kind: 'identify' })
  return line
}

function loggedIn(wording: Wording) {
  const { device, heard } = linux(wording)
  const line = open(device)
  const settlement = line.run(logIn)
  return { line, settlement, passwords: heard.filter((text) => text === 'right horse\r').length, heard }
}

describe('prompts in any language', () => {
  it.each([
    ['console-password-prompt-de', 'Passwort: '],
    ['console-password-prompt-fr', 'Mot de passe : '],
    ['French without a blank in front', 'Mot de passe: '],
    ['French with a blank that does not break', 'Mot de passe\u00a0: '],
    ['Spanish', 'Contraseña: '],
    ['Portuguese', 'Senha: '],
    ['Dutch', 'Wachtwoord: '],
    ['Polish', 'Hasło: '],
    ['Turkish', 'Şifre: '],
    ['Greek', 'Κωδικός: '],
    ['Russian', 'Пароль: '],
    ['Arabic', 'كلمة المرور: '],
    ['Chinese with a wide colon', '密码：'],
    ['Japanese', 'パスワード: '],
    ['Korean', '암호: '],
    ['German with a name', 'Passwort für pi: '],
    ['a language that no list knows', 'Ndi mot-klé: '],
  ])('%s: "%s"', (_language, password) => {
    const { line, settlement, passwords } = loggedIn({ password })
    expect(settlement).toEqual({ ok: true })
    expect(line.session.state).toMatchObject({ identified: true, loginNeeded: false, hostname: 'gw' })
    expect(passwords).toBe(1)
  })

  it.each([
    ['gw-Anmeldename: ', 'gw'],
    ['gw Anmeldung: ', 'gw'],
    ['Benutzername: ', null],
    ['identifiant gw : ', 'gw'],
    ['gw identifiant : ', 'gw'],
    ['Usuario: ', null],
    ['gw логин: ', 'gw'],
    ['gw 登录：', 'gw'],
    ['Username: ', null],
  ])('a login that is asked for as "%s"', (login, hostname) => {
    expect(recognisePrompt(bytesOf(login))).toEqual({ kind: 'login', hostname })
    expect(loggedIn({ login }).settlement).toEqual({ ok: true })
  })

  it('a login in words that no list knows is one when it is asked again after each Enter', () => {
    const { device } = linux({ login: 'gw ndi-akawunti: ', password: 'Ndi mot-klé: ' })
    const driver = createConsoleDriver()
    const chosen: typeof driver = {
      ...driver,
      // Its protocol was chosen by hand: nothing recognises the prompt before.
      *probe() {
        yield { write: null, waitMs: 0 }
        return true
      },
    }
    const line = new VirtualLine(new DeviceSession({ sessionId: 's1', path: 'test', simulated: false }, [chosen], 0), device)
    line.run({ kind: 'identify' })
    expect(line.session.state).toMatchObject({ phase: 'idle', loginNeeded: true, abilities: ['log-in'] })
    expect(line.run(logIn)).toEqual({ ok: true })
  })

  it.each(['Last login: ', 'Neues in dieser Fassung:', 'eth0: ', '12:30: ', 'I (42) wifi: ', 'Error: '])(
    '"%s" is neither',
    (text) => {
      expect(recognisePrompt(bytesOf(text))).toBeNull()
    },
  )

  it.each([
    ['Passwort: ', 'Neues Passwort: '],
    ['Mot de passe : ', 'Nouveau mot de passe : '],
    ['Password: ', 'Current password: '],
    ['Contraseña: ', 'Contraseña actual: '],
  ])('a new password is wanted after "%s" when another question follows: "%s"', (password, shell) => {
    const { settlement, passwords } = loggedIn({ password, shell })
    expect(settlement).toMatchObject({ ok: false, problem: { code: 'console.password-expired' } })
    expect(passwords).toBe(1)
  })

  it.each([
    ['Passwort: ', '\r\nAnmeldung fehlgeschlagen\r\n\r\ngw login: '],
    ['Mot de passe : ', '\r\nMot de passe : '],
    ['Пароль: ', '\r\nНеверный логин\r\n\r\ngw login: '],
    ['Ndi mot-klé: ', '\r\nNdi mot-klé: '],
  ])('a refusal after "%s" is one in any language', (password, shell) => {
    const { settlement, passwords } = loggedIn({ password, shell })
    expect(settlement).toMatchObject({ ok: false, problem: { code: 'console.login-refused' } })
    expect(passwords).toBe(1)
  })
})

describe('a name that is lost', () => {
  it.each([1, 2])('console-login-asked-again: it is typed again, %i times', (lostNames) => {
    const { settlement, heard, passwords } = loggedIn({ lostNames })
    expect(settlement).toEqual({ ok: true })
    expect(heard.filter((text) => text === 'pi\r')).toHaveLength(1 + lostNames)
    expect(passwords).toBe(1)
  })

  it('is not typed for ever', () => {
    const { settlement, heard, passwords } = loggedIn({ lostNames: 1_000 })
    expect(settlement).toMatchObject({ ok: false, problem: { code: 'console.name-lost' } })
    expect(heard.filter((text) => text === 'pi\r')).toHaveLength(3)
    expect(passwords).toBe(0)
  })

  it('a login that is asked for once more just before the password is not answered by the name', () => {
    const names: string[] = []
    const { device } = linux({})
    const line = open({
      ...device,
      receive(bytes) {
        const text = new TextDecoder().decode(bytes)
        if (text !== 'pi\r') return device.receive(bytes)
        names.push(text)
        const say = (delayMs: number, said: string) => ({ delayMs, bytes: new TextEncoder().encode(said), unplug: false })
        return [say(100, '\r\ngw login: '), say(1_500, 'pi\r\nPassword: ')]
      },
    })
    expect(line.run(logIn)).toEqual({ ok: true })
    expect(names).toHaveLength(1)
  })
})

describe('a gateway whose daemon does not run', () => {
  const version = 'helium_gateway 1.3.0\n'
  const sentence = 'Unable to connect to local server. Check that `helium_gateway` is running.'
  const down = { code: 'helium.daemon-down', message: expect.stringContaining('service helium_gateway start') }

  it.each([
    ['gateway-daemon-stopped', sentence],
    ['with a word in front', `Error: ${sentence}`],
    ['an older version', 'Error: transport error: tcp connect error: Connection refused (os error 111)'],
    ['a German system', 'Error: tcp connect error: Verbindungsaufbau abgelehnt (os error 111)'],
    ['a socket that is not there', 'Error: transport error: Aucun fichier ou dossier de ce type (os error 2)'],
  ])('%s', (_which, said) => {
    const { line } = loggedIn({ gateway: [`${version}${said}\n`, 1] })
    expect(line.session.state).toMatchObject({ identified: true, problem: down })
  })

  it('another reason is not told as that', () => {
    const { line } = loggedIn({ gateway: [`${version}Error: No such file or directory (os error 2): /etc/settings.toml\n`, 1] })
    expect(line.session.state.problem?.code).toBe('helium.no-key')
  })

  it('the training gateway says it in the same words', () => {
    const line = open(createSimulatedGateway({ daemonDown: true, loggedIn: true }))
    expect(line.session.state).toMatchObject({ identified: true, simulated: true, problem: down })
    const said = line.session.evidence().exchanges.map(({ hex }) => Buffer.from(hex, 'hex').toString())
    expect(said.join('')).toContain(sentence)
  })

  it('the key is asked for again once the daemon was started', () => {
    const [stopped, running] = [true, false].map((daemonDown) => createSimulatedGateway({ daemonDown, loggedIn: true }))
    let device = stopped
    const line = open({ boot: () => [], receive: (bytes) => device?.receive(bytes) ?? [] })
    device = running
    expect(line.run({ kind: 'identify' })).toEqual({ ok: true })
    expect(line.session.state).toMatchObject({
      problem: null,
      identifiers: expect.arrayContaining([expect.objectContaining({ kind: 'helium-key' })]),
    })
    device = stopped
    line.run({ kind: 'verify' })
    expect(line.session.state).toMatchObject({ phase: 'idle', problem: down })
  })

  it('a login to the training gateway still takes its password', () => {
    const line = open(createSimulatedGateway())
    expect(line.run({ kind: 'log-in', user: 'root', password: trainingConsolePassword })).toEqual({ ok: true })
  })
})
