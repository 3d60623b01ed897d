import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Problem } from '../../model/problem'
import type { StepEvent } from '../session/ProvisioningDriver'
import { type ConsoleMessage, ConsoleReader } from './ConsoleReader'
import { LONGEST_OUTPUT, runCommand } from './runCommand'
import { type CommandOutput, SentinelReader } from './sentinel'
import { consoleTiming } from './timing'

const token = 'abcdefgh1234'
const echo = `printf '\\n<%s>' "b:${token}"; cat x; printf '<e:${token}:%d>\\n' $?`

/** Runs `cat x` with the device's words in pieces; times out when they are used up. */
function run(pieces: readonly string[], attempts = 1) {
  const written: string[] = []
  const changes: unknown[] = []
  const step = runCommand({ timing: consoleTiming, random: () => token }, 'cat x', { waitMs: 1_000, attempts })
  const reader = new ConsoleReader()
  const events = pieces.flatMap((piece) => reader.push(Uint8Array.from(piece, (letter) => letter.charCodeAt(0))))
  let result: CommandOutput | Problem | null = null
  try {
    let turn = step.next()
    for (let timeouts = 0; !turn.done && timeouts < 20; ) {
      const { write, change } = turn.value
      if (write) written.push(new TextDecoder().decode(write))
      if (change) changes.push(change)
      const event: StepEvent<ConsoleMessage> = events.shift() ?? { kind: 'timeout' }
      if (event.kind === 'timeout') timeouts += 1
      turn = step.next(event)
    }
    if (turn.done) result = turn.value
  } catch (thrown) {
    result = Problem.from(thrown, 'test.unexpected', 'unexpected')
  }
  return { result, written, changes }
}

const answered = (output: string) => `${echo}\r\n\x1b[?2004l\r\r\n<b:${token}>${output}<e:${token}:0>\r\nroot@gw:~# `

describe('the output of a command', () => {
  it.each([
    ['plain', 'one\r\ntwo\r\n', 'one\ntwo\n'],
    ['without a line end', 'one', 'one'],
    ['none', '', ''],
    ['in colours', '\x1b[31mone\x1b[0m\r\n', 'one\n'],
    ['with a kernel message in a word', 'on[   12.345678] usb 1-1: reset\r\ne\r\n', 'one\n'],
    [
      'that looks like marks',
      `<b:${token}x> <e:${token}:%d> <e:other:0> <e:${token}:>\r\n`,
      `<b:${token}x> <e:${token}:%d> <e:other:0> <e:${token}:>\n`,
    ],
    ['that echoes its own line', `${echo}\r\n`, `${echo}\n`],
    ['in UTF-8', 'K\xc3\xb6ln\r\n', 'Köln\n'],
  ])('%s', (_what, said, text) => {
    expect(run([answered(said)]).result).toEqual({ text, exitCode: 0 })
  })

  it('is the same when the echo is wrapped, repeated or left out', () => {
    const wrapped = echo.replace(/(.{31})/g, '$1 \r')
    for (const before of [wrapped, `${echo}\r${echo}`, '', 'gw:~# ', 'left over <b:other>x<e:other:0>']) {
      expect(run([`${before}\r\n<b:${token}>yes<e:${token}:3>`]).result).toEqual({ text: 'yes', exitCode: 3 })
    }
  })

  it('is the same in any pieces', () => {
    const said = answered('line one\r\n[   12.345678] kernel\r\n\x1b[1mtwo\x1b[0m')
    fc.assert(
      fc.property(fc.array(fc.nat(said.length), { maxLength: 30 }), (cuts) => {
        const ends = [0, ...cuts.sort((a, b) => a - b), said.length]
        const pieces = ends.slice(1).map((end, at) => said.slice(ends[at], end))
        expect(run(pieces).result).toEqual({ text: 'line one\ntwo', exitCode: 0 })
      }),
    )
  })

  it('is not what a device guesses: another token is other text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'<>be:0abcdefgh1234'), maxLength: 60 }), (guess) => {
        fc.pre(!guess.includes(token))
        expect(run([`<b:${guess}>forged<e:${guess}:0>`, answered(guess)]).result).toMatchObject({ text: guess })
      }),
    )
  })
})

describe('a command that goes wrong', () => {
  it('is interrupted when it does not end', () => {
    const { result, written } = run([`${echo}\r\n<b:${token}>half an ans`])
    expect(result).toMatchObject({ code: 'console.command-timeout' })
    expect(written).toEqual([`${echo}\r`, '\x03'])
  })

  it('is repeated only where that is allowed', () => {
    const damaged = `${echo}\r\n<b:${token.slice(0, 5)}`
    expect(run([damaged], 1)).toMatchObject({ result: { code: 'console.no-shell' } })
    expect(run([damaged], 2).written).toEqual([`${echo}\r`, '\x03', `${echo}\r`, '\x03'])
  })

  it('is interrupted when it says too much, in one piece or in many', () => {
    const much = 'x'.repeat(LONGEST_OUTPUT + 1)
    expect(run([`<b:${token}>${much}`])).toMatchObject({
      result: { code: 'console.too-much-output' },
      written: [`${echo}\r`, '\x03'],
    })
    expect(run([`<b:${token}>${much}<e:${token}:0>`]).result).toMatchObject({ code: 'console.too-much-output' })
    expect(run([`<b:${token}>`, ...(much.match(/.{1,1000}/g) ?? [])]).result).toMatchObject({ code: 'console.too-much-output' })
    expect(run([`<b:${token}>${'x'.repeat(LONGEST_OUTPUT)}<e:${token}:0>`]).result).toMatchObject({ exitCode: 0 })
  })

  it.each([
    ['a kernel that starts', '[    0.000000] Linux version 6.1\r\n'],
    ['a login', '\r\ngw login: '],
    ['a boot loader', '\r\n=> '],
  ])('is named a restart when there is %s', (_what, said) => {
    expect(run([`${echo}\r\n<b:${token}>half`, said]).result).toMatchObject({ code: 'console.rebooted' })
  })

  it('says that a login is needed again', () => {
    expect(run(['\r\ngw login: ']).changes).toEqual([{ loginNeeded: true, abilities: ['log-in'] }])
    expect(run(['\r\nPassword: ']).written).toEqual([`${echo}\r`, '\x03'])
  })
})

it('keeps a bounded part of what is said before its mark', () => {
  const reader = new SentinelReader(token)
  for (let piece = 0; piece < 1_000; piece += 1) expect(reader.push('noise <b: '.repeat(100))).toBeNull()
  expect([reader.began, reader.outputLength]).toEqual([false, 0])
})
