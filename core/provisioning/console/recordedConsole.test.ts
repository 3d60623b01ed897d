/** What a real bash said, as it was recorded, read by the driver whatever the cut. */
import { hexToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fixtureNames, readFixtureJson } from '../../../fixtures/readFixture'
import { checkAddGateway } from '../helium/checkAddGateway'
import { readAddOutput, readKeyInfo } from '../helium/gatewayOutput'
import { readHeliumAddress } from '../helium/heliumKey'
import { ConsoleReader } from './ConsoleReader'
import { PromptWatch } from './prompt'
import { runCommand } from './runCommand'
import { type CommandOutput, commandLine } from './sentinel'
import { consoleTiming } from './timing'

interface Recording {
  exchanges: Array<{ dir: 'host->device' | 'device->host'; label?: string; hex: string; ascii: string }>
}

interface RecordedCommand {
  label: string
  command: string
  token: string
  /** The host's bytes. */
  line: string
  said: Uint8Array
}

const folder = 'recordings/serial'
const recordings = fixtureNames(folder)
  .filter((name) => name.startsWith('linux-console'))
  .map((name) => ({ name, ...(readFixtureJson(`${folder}/${name}`) as Recording) }))

function commandsOf({ exchanges }: Recording): RecordedCommand[] {
  return exchanges.flatMap(({ dir, ascii, label = '' }, at) => {
    const [, token, command] = /^printf '\\n<%s>' "b:(\w+)"; (.*); printf '<e:/.exec(ascii) ?? []
    if (dir !== 'host->device' || token === undefined || command === undefined) return []
    const next = exchanges.findIndex((each, later) => later > at && each.dir === 'host->device')
    const answers = exchanges.slice(at + 1, next < 0 ? undefined : next)
    const said = Uint8Array.from(answers.flatMap(({ hex }) => [...hexToBytes(hex)]))
    return [{ label, command, token, line: ascii, said }]
  })
}

/** Runs the recorded command; the device's bytes come in the given pieces. */
function replay({ command, token, said, line }: RecordedCommand, cuts: number[]): CommandOutput {
  const run = runCommand({ timing: consoleTiming, random: () => token }, command, { waitMs: 1_000 })
  const reader = new ConsoleReader()
  const asked = run.next()
  expect(asked.done === false && asked.value.write && new TextDecoder().decode(asked.value.write)).toBe(line)
  let at = 0
  for (const end of [...cuts.sort((a, b) => a - b), said.length]) {
    for (const message of reader.push(said.subarray(at, end))) {
      const turn = run.next(message)
      if (turn.done) return turn.value
    }
    at = end
  }
  throw new Error('The command did not end.')
}

const everyByte = (bytes: Uint8Array) => Array.from(bytes, (_byte, at) => at)

it('there is a recording', () => {
  expect(recordings.flatMap(commandsOf).length).toBeGreaterThan(3)
})

describe.each(recordings)('$name', (recording) => {
  const commands = commandsOf(recording)

  it.each(commands)('$label: the line is written as it was recorded', ({ command, token, line }) => {
    expect(commandLine(command, token)).toBe(line)
  })

  it.each(commands)('$label: its output is the same whatever the cut', (command) => {
    const whole = replay(command, [])
    expect(whole.text).not.toMatch(/<[be]:|printf|\r/)
    expect(whole.text).not.toContain('\x1b')
    expect(replay(command, everyByte(command.said))).toEqual(whole)
    for (let cut = 0; cut <= command.said.length; cut += 1) expect(replay(command, [cut])).toEqual(whole)
    fc.assert(
      fc.property(fc.array(fc.nat(command.said.length), { maxLength: 12 }), (cuts) => {
        expect(replay(command, cuts)).toEqual(whole)
      }),
      { numRuns: 50 },
    )
  })

  it.each(commands)('$label: cut off anywhere it does not end', (command) => {
    const endMark = new TextDecoder('latin1').decode(command.said).lastIndexOf('>')
    for (let length = 0; length < endMark; length += 7) {
      expect(() => replay({ ...command, said: command.said.subarray(0, length) }, [])).toThrow('did not end')
    }
  })

  it('shows its prompt each time', () => {
    for (const { hex } of recording.exchanges.filter(({ dir, ascii }) => dir === 'device->host' && /[#$] $/.test(ascii))) {
      const watch = new PromptWatch()
      for (const message of new ConsoleReader().push(hexToBytes(hex))) watch.take(message)
      expect(watch.prompt).toEqual({ kind: 'shell' })
    }
  })
})

describe('the recorded gateway', () => {
  const outputs = new Map(recordings.flatMap(commandsOf).map((command) => [command.label, replay(command, [])]))

  it('names its key', () => {
    const info = readKeyInfo(outputs.get('key info')?.text ?? '')
    expect(info).toEqual({
      key: '13GAPer3q5D4X4xFDeSaDtqq1mYji4tCjbMcQN7fL3YVvvgXyer',
      name: 'fantastic-white-copperhead',
      onboarding: '13GAPer3q5D4X4xFDeSaDtqq1mYji4tCjbMcQN7fL3YVvvgXyer',
    })
  })

  it('signed its addition for the owner who was asked for', () => {
    const add = readAddOutput(outputs.get('add')?.text ?? '')
    const owner = readHeliumAddress('97Zvc7qgUJHgPWUBrPbCDowvuLo49NpjzPMYiGcQ6QRd')
    const gateway = '13GAPer3q5D4X4xFDeSaDtqq1mYji4tCjbMcQN7fL3YVvvgXyer'
    expect(add?.mode).toBe('dataonly')
    expect(checkAddGateway(add?.txn ?? '', { owner, gateway, payer: owner }).signatureHolds).toBe(true)
  })

  it('says which commands it does not know', () => {
    expect(outputs.get('missing')).toEqual({ text: 'bash: nosuchcmd: command not found\n', exitCode: 127 })
    expect(outputs.get('identify')).toMatchObject({
      text: expect.stringMatching(/^PRETTY_NAME="Debian[\s\S]*x86_64\n$/),
      exitCode: 0,
    })
  })
})
