import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { readMessage } from '#core/provisioning/improv/message'
import { PacketReader } from '#core/provisioning/improv/PacketReader'
import { encodePacket } from '#core/provisioning/improv/packet'
import { encodeCommand, improvCommand } from '#core/provisioning/improv/rpc'
import { faultNames } from '#core/provisioning/simulated/readFaults'
import { trainingDeviceNames } from '#core/provisioning/simulated/trainingDevices'
import { runCli } from './runCli'

const question = encodeCommand(improvCommand.deviceInfo)

/** The command with a line of its own; `said` is all that came out once it ended. */
function start(...args: string[]) {
  const [input, output] = [new PassThrough(), new PassThrough()]
  const pieces: Buffer[] = []
  output.on('data', (bytes: Buffer) => pieces.push(bytes))
  let [stdout, stderr] = ['', '']
  const ended = runCli(['simulate', ...args], {
    stdin: async () => '',
    stdout: (text) => {
      stdout += text
    },
    stderr: (text) => {
      stderr += text
    },
    line: { input, output },
  }).then((exitCode) => ({ exitCode, stdout, stderr, said: Buffer.concat(pieces) }))
  return { input, output, ended }
}

describe('simulate', () => {
  it('answers on its line, says nothing else there, and ends with the input, once everything is said', async () => {
    const { input, ended } = start('hotspot', '--unit', '3')
    input.write(encodeCommand(improvCommand.scan))
    input.end(question)
    const { exitCode, stdout, stderr, said } = await ended
    expect([exitCode, stdout]).toEqual([0, ''])
    expect(stderr).toContain('Simulated hotspot, unit 3')
    const packets = new PacketReader().push(said)
    expect(Buffer.from(packets.flatMap((packet) => [...encodePacket(packet), 0x0a]))).toEqual(said)
    expect(packets.map(readMessage).at(-1)).toMatchObject({
      kind: 'result',
      strings: ['simulated-hotspot', '1.0.0', 'ESP32-C3', 'Dapper Cobalt Plover'],
    })
  })

  it('ends when the fault pulls the cable, although the input is still open', async () => {
    const { input, ended } = start('hotspot', '--fault', 'unplug-after-bytes=25', '--fault', 'fragment')
    input.write(question)
    const { exitCode, stderr, said } = await ended
    expect([exitCode, said.length, input.destroyed]).toEqual([0, 25, true])
    expect(stderr).toContain('cable was pulled')
  })

  it('ends when nobody reads any more', async () => {
    const { input, output, ended } = start('hotspot')
    output.destroy(new Error('EPIPE'))
    expect((await ended).exitCode).toBe(0)
    expect(input.destroyed).toBe(true)
  })

  it.each(trainingDeviceNames)('%s takes every fault', async (name) => {
    for (const fault of faultNames) {
      const { input, ended } = start(name, '--fault', fault.replace('=N', '=9'))
      input.end('\r\n')
      expect(await ended).toMatchObject({ exitCode: 0, stdout: '' })
    }
  })

  it.each([
    [[], 'exactly one of'],
    [['hotspot', 'hotspot'], 'exactly one of'],
    [['toaster'], 'no simulated "toaster"'],
    [['toString'], 'no simulated'],
    [['hotspot', '--unit', '0'], '--unit'],
    [['hotspot', '--unit', 'x'], '--unit'],
    [['hotspot', '--fault', 'gremlins'], 'no fault "gremlins"'],
    [['hotspot', '--fault', 'chatter-bytes'], 'whole number'],
    [['hotspot', '--frequency', '1'], '--frequency'],
  ])('shows its usage: %j', async (args, sentence) => {
    const { exitCode, stdout, stderr, said } = await start(...args).ended
    expect([exitCode, stdout, said.length]).toEqual([2, '', 0])
    expect(stderr).toMatch(/\[cli\.usage\]\n\nUsage:[\s\S]*simulate NAME/)
    expect(stderr).toContain(sentence)
  })
})
