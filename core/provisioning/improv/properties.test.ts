import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DeviceSession } from '../session/DeviceSession'
import { VirtualLine } from '../session/testing/VirtualLine'
import type { Emission, SimulatedDevice } from '../simulated/simulatedDevice'
import { createSimulatedHotspot, trainingPassword } from '../simulated/simulatedHotspot'
import { createImprovDriver } from './improvDriver'
import { readMessage } from './message'
import { PacketReader } from './PacketReader'
import { encodePacket, packetType } from './packet'
import { decodeCredentials, decodeFields, decodeRpc, encodeCommand, encodeCredentials, encodeResult } from './rpc'
import { decodeText, encodeText, utf8Text } from './text'

const fields = fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 4 })

describe('what is encoded', () => {
  it('as a result is decoded to the same fields, padded or not', () => {
    fc.assert(
      fc.property(fc.nat(255), fields, fc.boolean(), (command, values, isPadded) => {
        const rpc = decodeRpc(encodeResult(command, values, isPadded))
        expect(rpc?.command).toBe(command)
        expect(rpc && decodeFields(rpc.payload)).toEqual(values)
      }),
    )
  })

  it('as a command is found by a reader, whatever text stands around it', () => {
    fc.assert(
      fc.property(fc.nat(255), fc.uint8Array({ maxLength: 200 }), fc.string(), (command, payload, log) => {
        const stream = Uint8Array.of(...encodeText(log), ...encodeCommand(command, payload), ...encodeText(log))
        const [packet] = new PacketReader().push(stream)
        expect(packet?.type).toBe(packetType.command)
        expect(packet && decodeRpc(packet.data)).toEqual({ command, payload })
      }),
    )
  })

  it('as credentials comes back, byte by byte', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 32 }), fc.string({ maxLength: 16 }), (ssid, password) => {
        const decoded = decodeCredentials(encodeCredentials(ssid, password))
        expect(decoded?.ssidBytes).toEqual(ssid)
        expect(decoded?.password).toBe(password)
      }),
    )
  })

  it('as text comes back; bytes that are no text are never taken for it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.string({ unit: 'grapheme' }), (bytes, text) => {
        expect(decodeText(encodeText(text))).toBe(text)
        const read = utf8Text(bytes)
        if (read === null) expect(decodeText(bytes)).toHaveLength(bytes.length)
        else expect(encodeText(read)).toEqual(bytes)
      }),
    )
  })

  it('as a result that is not all text keeps its bytes beside what is shown', () => {
    fc.assert(
      fc.property(fields, (values) => {
        const [packet] = new PacketReader().push(encodePacket({ type: packetType.result, data: encodeResult(4, values) }))
        const message = packet && readMessage(packet)
        if (message?.kind !== 'result') throw new Error('no result was read')
        const isText = values.every((value) => utf8Text(value) !== null)
        expect(message.bytes).toEqual(isText ? undefined : values)
        if (isText) expect(message.strings.map(encodeText)).toEqual(values)
      }),
    )
  })
})

/** The same device, whose bytes come in pieces of these lengths, over and over. */
function inPieces(device: SimulatedDevice, lengths: number[]): SimulatedDevice {
  let turn = 0
  const cut = (emissions: Emission[]) =>
    emissions.flatMap(({ delayMs, bytes, unplug }) => {
      const pieces: Emission[] = []
      for (let at = 0; at < bytes.length; turn += 1) {
        const piece = bytes.subarray(at, at + (lengths[turn % lengths.length] ?? 1))
        pieces.push({ delayMs: at === 0 ? delayMs : 0, bytes: piece, unplug })
        at += piece.length
      }
      return pieces
    })
  return { boot: () => cut(device.boot()), receive: (bytes) => cut(device.receive(bytes)) }
}

describe('a session', () => {
  it('learns the same however its bytes are cut, through log text too', () => {
    const learn = (lengths: number[], noise: boolean) => {
      const session = new DeviceSession({ sessionId: 's1', path: 'test', simulated: false }, [createImprovDriver()], 0)
      const line = new VirtualLine(session, inPieces(createSimulatedHotspot({ noise }), lengths))
      for (const kind of ['identify', 'scan'] as const) line.run({ kind })
      line.run({ kind: 'connect', ssid: 'Dachgarten Köln', password: trainingPassword })
      return { ...session.state, steps: session.state.steps.map(({ outcome }) => outcome) }
    }
    const whole = learn([1_000], false)
    expect(whole).toMatchObject({ connected: true, steps: ['done', 'done', 'done'] })
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 6 }), fc.boolean(), (lengths, noise) => {
        expect(learn(lengths, noise)).toEqual(whole)
      }),
      { numRuns: 40 },
    )
  })
})
