/** The console driver against real shells on a pseudo-terminal: what readline and the terminal do to a line, no simulation would. */
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ed25519 } from '@noble/curves/ed25519.js'
import { afterEach, describe, expect, it } from 'vitest'
import { createConsoleDriver } from '#core/provisioning/console/consoleDriver'
import { consoleTiming } from '#core/provisioning/console/timing'
import { readAddGateway } from '#core/provisioning/helium/addGateway'
import { heliumAddress, readHeliumKey, solanaAddress } from '#core/provisioning/helium/heliumKey'
import { DeviceSession } from '#core/provisioning/session/DeviceSession'
import { systemClock } from '#main/devices/clock'
import { openSerialPort } from '#main/devices/openSerialPort'
import { SessionDriver } from '#main/devices/SessionDriver'
import { pty, startCable } from './socat'

const gatewaySecret = new Uint8Array(32).fill(42)
const gatewayKey = readHeliumKey(Uint8Array.from([1, ...ed25519.getPublicKey(gatewaySecret)]))
const gateway = heliumAddress(gatewayKey)
const challengeKey = ed25519.getPublicKey(new Uint8Array(32).fill(5))
const owner = solanaAddress(readHeliumKey(Uint8Array.from([1, ...challengeKey]))) ?? ''
const isRoot = process.getuid?.() === 0
/** Generous where an answer comes, because a busy machine is no fault of a shell. */
const timing = { ...consoleTiming, answerMs: 5_000, loginMs: 8_000 }

const cleanUps: Array<() => Promise<unknown>> = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

interface Shell {
  /** Files of this test. */
  folder: string
  driver: SessionDriver
  write(text: string): Promise<void>
}

interface ShellOptions {
  /** What runs on the terminal. */
  program?: string
  /** Programs that are found before those of the system, by name. */
  stubs?: Record<string, string>
  signMs?: number
}

/** A shell on a terminal of its own, with nothing of this account's settings. */
async function openShell({
  program = 'exec bash --norc --noprofile -i',
  stubs = {},
  signMs = timing.signMs,
}: ShellOptions = {}): Promise<Shell> {
  const folder = await mkdtemp(join(tmpdir(), 'commonmast-bash-'))
  cleanUps.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  const bin = join(folder, 'bin')
  await mkdir(bin)
  for (const [name, text] of Object.entries({ helium_gateway: gatewayProgram(), ...stubs })) {
    await writeFile(join(bin, name), text)
    await chmod(join(bin, name), 0o755)
  }
  const start = join(folder, 'start')
  const home = `cd ${folder}; export HOME=${folder} PATH=${bin}:$PATH HISTFILE=/dev/null TERM=xterm LC_ALL=C PS1='\\u@\\h:\\w\\$ '`
  await writeFile(start, `#!/bin/sh\n${home}\n${program}\n`)
  await chmod(start, 0o755)
  const path = join(folder, 'tty')
  const cable = await startCable([pty(path), `EXEC:${start},pty,setsid,ctty,stderr,sane`], [path])
  cleanUps.push(() => cable.pull())
  const link = await openSerialPort(path, 115_200)
  const session = new DeviceSession({ sessionId: 's1', path, simulated: false }, [createConsoleDriver({ ...timing, signMs })], 0)
  const driver = new SessionDriver({ link, session, clock: systemClock, releaseLinesOnSilence: false, onState: () => undefined })
  cleanUps.push(() => driver.close())
  return { folder, driver, write: (text) => link.write(new TextEncoder().encode(text)) }
}

/** Stands for gateway-rs: prints what its README shows, and signs with a real key. */
function gatewayProgram(): string {
  const curves = pathToFileURL(createRequire(import.meta.url).resolve('@noble/curves/ed25519.js')).href
  return `#!${process.execPath}
const [what, second, ...rest] = process.argv.slice(2)
const info = { key: '${gateway}', name: 'quiet-test-gateway', onboarding: '${gateway}' }
const print = (value) => console.log(JSON.stringify(value, null, 2))
if (what === '--version') console.log('helium_gateway 1.3.0')
else if (what === 'key' && second === 'info') print(info)
else if (what === 'add') {
  const options = Object.fromEntries([second, ...rest].flatMap((each, at, all) => (at % 2 === 0 ? [[each.slice(2), all[at + 1]]] : [])))
  console.error('2026-11-21T12:00:00Z INFO run: gateway_rs: signing')
  import('${curves}').then(({ ed25519 }) => {
    const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
    const decode = (text) => {
      let number = 0n
      for (const letter of text) number = number * 58n + BigInt(alphabet.indexOf(letter))
      return [1, ...Buffer.from(number.toString(16).padStart(64, '0'), 'hex')]
    }
    const field = (number, value) => [number * 8 + 2, value.length, ...value]
    const head = [...field(1, decode(options.owner)), ...field(2, ${JSON.stringify([...gatewayKey.bytes])})]
    const tail = field(5, decode(options.payer))
    const signature = ed25519.sign(Uint8Array.from([...head, ...tail]), Uint8Array.from(${JSON.stringify([...gatewaySecret])}))
    const message = [...head, ...field(4, signature), ...tail]
    const txn = Buffer.from([10, (message.length % 128) | 128, message.length >> 7, ...message]).toString('base64')
    print({ address: info.key, mode: options.mode, owner: options.owner, payer: options.payer, txn })
  })
} else process.exit(2)
`
}

const identified = {
  phase: 'idle',
  identified: true,
  loginNeeded: false,
  problem: null,
  device: { name: 'quiet-test-gateway', firmware: 'helium_gateway', version: '1.3.0' },
}

describe.each([
  ['bash', 'exec bash --norc --noprofile -i'],
  ['busybox', "PATH=$HOME/bin:/tmp/bb/applets; exec /tmp/bb/bin/busybox ash -i"],
])('%s on a terminal', (_name, program) => {
  it('is identified, proves its key, signs its registration and is verified', async () => {
    const { driver } = await openShell({ program })
    const state = await driver.run({ kind: 'identify' })
    expect(state).toMatchObject(identified)
    expect(state.device?.os).toMatch(/\w/)
    expect(state.hostname).toMatch(/\w/)
    expect(state.identifiers).toContainEqual({ kind: 'helium-key', value: gateway })
    expect(state.abilities.includes('set-hostname')).toBe(isRoot)
    const { proof } = await driver.run({ kind: 'prove', challengeKey })
    expect(proof).toMatchObject({ key: gateway, keyKind: 'ed25519' })
    expect(readAddGateway(proof?.txn ?? '')).toMatchObject({ signatureHolds: true, gatewayAddress: gateway })
    const { registration } = await driver.run({ kind: 'register', owner, payer: owner, mode: 'full' })
    expect(registration).toMatchObject({ gateway, owner, payer: owner, mode: 'full' })
    expect(await driver.run({ kind: 'verify' })).toMatchObject({ phase: 'idle', proof, registration })
  })
})

describe('a bash on a terminal', () => {
  it('does not run what somebody left half typed', async () => {
    const { driver, write, folder } = await openShell()
    await driver.run({ kind: 'identify' })
    await write('touch half-typed')
    expect(await driver.run({ kind: 'verify' })).toMatchObject({ phase: 'idle' })
    await expect(stat(join(folder, 'half-typed'))).rejects.toThrow('ENOENT')
  })

  it('is understood while the kernel prints in between', async () => {
    const chatter = `(n=0; while [ $n -lt 3000 ]; do n=$((n+1)); printf '[   42.%06d] usb 1-1: new device number %d\\r\\n' $n $n; sleep 0.002; done) &`
    const { driver } = await openShell({ program: `${chatter}\nexec bash --norc --noprofile -i` })
    expect(await driver.run({ kind: 'identify' })).toMatchObject(identified)
    expect((await driver.run({ kind: 'prove', challengeKey })).proof?.key).toBe(gateway)
  })

  it('is interrupted when a program does not end, and goes on', async () => {
    const hangs = `#!/bin/sh\n[ "$1" = add ] && exec sleep 100\nexec "$(dirname "$0")/gateway" "$@"\n`
    const { driver } = await openShell({ stubs: { helium_gateway: hangs, gateway: gatewayProgram() }, signMs: 500 })
    await driver.run({ kind: 'identify' })
    await expect(driver.run({ kind: 'prove', challengeKey })).rejects.toMatchObject({ code: 'console.command-timeout' })
    expect(driver.state.proof).toBeNull()
    expect(await driver.run({ kind: 'verify' })).toMatchObject({ phase: 'idle' })
  })

  it('is interrupted when a program says too much, and goes on', async () => {
    const endless = `#!/bin/sh\n[ "$1" = add ] && exec yes '{"txn":"AAAA"}'\nexec "$(dirname "$0")/gateway" "$@"\n`
    const { driver } = await openShell({ stubs: { helium_gateway: endless, gateway: gatewayProgram() } })
    await driver.run({ kind: 'identify' })
    await expect(driver.run({ kind: 'prove', challengeKey })).rejects.toMatchObject({ code: 'console.too-much-output' })
    expect(await driver.run({ kind: 'verify' })).toMatchObject({ phase: 'idle' })
  })

  it('without gateway-rs is a Linux that can neither prove nor register', async () => {
    const { driver } = await openShell({ stubs: { helium_gateway: '#!/bin/sh\nexit 127\n' } })
    const { abilities, device } = await driver.run({ kind: 'identify' })
    expect(device).toMatchObject({ firmware: 'Linux' })
    expect(abilities).not.toContain('prove')
    await expect(driver.run({ kind: 'prove', challengeKey })).rejects.toMatchObject({ code: 'helium.no-key' })
  })

  it('says why gateway-rs did not sign', async () => {
    const down = `#!/bin/sh\n[ "$1" = add ] && { echo 'Error: transport error: Connection refused'; exit 1; }\nexec "$(dirname "$0")/gateway" "$@"\n`
    const { driver } = await openShell({ stubs: { helium_gateway: down, gateway: gatewayProgram() } })
    await driver.run({ kind: 'identify' })
    await expect(driver.run({ kind: 'prove', challengeKey })).rejects.toMatchObject({
      code: 'helium.not-proved',
      message: expect.stringContaining('daemon does not run'),
    })
  })

  it('run by root gets another host name, which can be taken back', async () => {
    // Stubs keep this machine's own name as it is.
    const stubs = {
      id: '#!/bin/sh\necho 0\n',
      uname: '#!/bin/sh\n[ "$1" = -n ] && exec cat "$HOME/name"\necho "Linux $(cat "$HOME/name") 6.1 test64"\n',
      hostname: '#!/bin/sh\nexit 1\n',
      hostnamectl: '#!/bin/sh\n[ "$1" = set-hostname ] && echo "$2" >"$HOME/name"\n',
    }
    const { driver, folder } = await openShell({ stubs })
    await writeFile(join(folder, 'name'), 'gw\n')
    expect((await driver.run({ kind: 'identify' })).abilities).toContain('set-hostname')
    const undo = [{ kind: 'set-hostname', value: 'gw' }]
    expect(await driver.run({ kind: 'set-hostname', hostname: 'roof-12' })).toMatchObject({ hostname: 'roof-12', undo })
    expect(await readFile(join(folder, 'name'), 'utf8')).toBe('roof-12\n')
    expect(await driver.run({ kind: 'set-hostname', hostname: 'gw' })).toMatchObject({ hostname: 'gw', undo: [] })
  })

  it('that is not run by root keeps its host name', async () => {
    const { driver } = await openShell({ stubs: { id: '#!/bin/sh\necho 1000\n' } })
    expect((await driver.run({ kind: 'identify' })).abilities).not.toContain('set-hostname')
    await expect(driver.run({ kind: 'set-hostname', hostname: 'roof-12' })).rejects.toMatchObject({ code: 'console.not-root' })
  })
})

describe('a login on a terminal', () => {
  const login = [
    'while :; do',
    "  printf '\\r\\nTest Linux gw ttyS0\\r\\n\\r\\ngw login: '",
    '  read -r user || exit',
    '  stty -echo',
    "  printf 'Password: '",
    '  read -r word',
    '  stty echo; echo',
    '  [ "$user:$word" = "root:of the mast" ] && exec bash --norc --noprofile -i',
    "  sleep 0.2; printf 'Login incorrect\\n'",
    'done',
  ].join('\n')

  it('is refused once and then granted; the password stands nowhere', async () => {
    const { driver } = await openShell({ program: `trap : INT\n${login}` })
    const state = await driver.run({ kind: 'identify' })
    expect(state).toMatchObject({ identified: false, loginNeeded: true, abilities: ['log-in'], hostname: 'gw' })
    await expect(driver.run({ kind: 'log-in', user: 'root', password: 'of the mist' })).rejects.toMatchObject({
      code: 'console.login-refused',
    })
    expect(driver.state).toMatchObject({ identified: false, loginNeeded: true })
    expect(await driver.run({ kind: 'log-in', user: 'root', password: 'of the mast' })).toMatchObject(identified)
    const kept = JSON.stringify([driver.state, driver.evidence()])
    for (const password of ['of the mast', 'of the mist']) {
      expect(kept).not.toContain(password)
      expect(kept).not.toContain(Buffer.from(password).toString('hex'))
    }
  })
})
