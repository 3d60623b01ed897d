import { describe, expect, it } from 'vitest'
import { encodePacket, packetType } from '../improv/packet'
import { encodeCommand } from '../improv/rpc'
import { ImprovDeviceReader } from './improvDeviceReader'

const packet = (command: number) => encodePacket({ type: packetType.command, data: Uint8Array.of(command, 0) })
const reader = () => new ImprovDeviceReader((command) => command < 8)
const commandsOf = (bytes: readonly number[]) =>
  reader()
    .push(Uint8Array.from(bytes))
    .map((heard) => (heard.kind === 'command' ? heard.command : heard.kind))

describe('a device reads as firmware does', () => {
  it('loses a packet right behind another, which the newline of the host prevents', () => {
    expect(commandsOf([...packet(2), ...packet(3), ...packet(4)])).toEqual([2, 4])
    expect(commandsOf([...encodeCommand(2), ...encodeCommand(3)])).toEqual([2, 3])
  })

  it('loses a packet behind a beginning that was broken off, unless a newline ends that', () => {
    expect(commandsOf([0x49, ...packet(2)])).toEqual([])
    expect(commandsOf([0x49, ...encodeCommand(2)])).toEqual([2])
  })

  it('says damage and unknown commands apart, takes no other length than the right one, and is silent to the rest', () => {
    const wrong = packet(2)
    wrong[11] = 7
    expect(commandsOf([...wrong])).toEqual(['wrong-checksum'])
    expect(commandsOf([...packet(9), ...packet(2)])).toEqual(['unknown-command', 2])
    const padded = encodePacket({ type: packetType.command, data: Uint8Array.of(2, 0, 0) })
    expect(commandsOf([...padded])).toEqual(['unknown-command'])
    expect(commandsOf([...encodePacket({ type: packetType.state, data: Uint8Array.of(2) })])).toEqual([])
  })
})
