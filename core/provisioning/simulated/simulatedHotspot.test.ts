import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readMessage } from '../improv/message'
import { PacketReader } from '../improv/PacketReader'
import type { Emission } from './simulatedDevice'
import { createSimulatedHotspot } from './simulatedHotspot'

interface Exchange {
  dir: string
  hex: string
}

const kinds = (emissions: Emission[]) => {
  const reader = new PacketReader()
  return emissions
    .flatMap(({ bytes }) => reader.push(bytes))
    .map(readMessage)
    .map((message) => (message?.kind === 'error' ? `error ${message.code}` : message?.kind))
}

describe('the simulated hotspot', () => {
  it('answers the malformed packets of a recording as the official SDK answered them', () => {
    const path = resolve(process.cwd(), '../shared/recordings/serial/improv-errors.json')
    const { exchanges } = JSON.parse(readFileSync(path, 'utf8')) as { exchanges: Exchange[] }
    let compared = 0
    for (const [index, { dir, hex }] of exchanges.entries()) {
      // Credentials are left out: this device and the recorded one know different networks.
      if (dir !== 'host->device' || hex.slice(18, 20) === '01') continue
      const recorded: Emission[] = []
      for (const next of exchanges.slice(index + 1)) {
        if (next.dir !== 'device->host') break
        recorded.push({ delayMs: 0, bytes: Buffer.from(next.hex, 'hex'), unplug: false })
      }
      expect(kinds(createSimulatedHotspot().receive(Buffer.from(hex, 'hex')))).toEqual(kinds(recorded))
      compared += 1
    }
    expect(compared).toBe(10)
  })

  it('pulls its cable after exactly as many bytes as it was told to', () => {
    const hotspot = createSimulatedHotspot({ unplugAfterBytes: 20 })
    const question = Buffer.from('494d50524f560103020300e60a', 'hex')
    const emissions = hotspot.receive(question)
    expect(emissions.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBe(20)
    expect(emissions.map(({ unplug }) => unplug)).toEqual([true])
    expect(hotspot.receive(question)).toEqual([])
  })
})
