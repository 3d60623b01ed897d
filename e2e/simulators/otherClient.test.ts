/**
 * Another party's client, the JavaScript SDK of the Improv project, against the simulated hotspot: what it makes of our
 * bytes is not our own opinion. It is written for browsers; Node has the streams and events that it needs.
 */
import { ImprovSerial } from 'improv-wifi-serial-sdk/dist/serial.js'
import { afterEach, describe, expect, it } from 'vitest'
import {
  createSimulatedHotspot,
  type SimulatedHotspotOptions,
  simulatedDevice,
  trainingPassword,
} from '#core/provisioning/simulated/simulatedHotspot'
import { webSerialPort } from './webSerialPort'

const impatientMs = 250
const silentLogger = { log: () => undefined, debug: () => undefined, error: () => undefined }

describe("the Improv project's own client", () => {
  const clients: ImprovSerial[] = []
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.close()
  })

  function connectTo(options: SimulatedHotspotOptions = {}): ImprovSerial {
    const client = new ImprovSerial(webSerialPort(createSimulatedHotspot(options)), silentLogger)
    clients.push(client)
    return client
  }

  it('detects the hotspot and reads who it is and in which state', async () => {
    const client = connectTo()
    const { firmware, version, chip, name } = simulatedDevice
    expect(await client.initialize()).toEqual({ firmware, version, name, chipFamily: chip, osName: null, osVersion: null })
    expect([client.state, client.nextUrl]).toEqual([2, undefined])
  })

  it('reads every network of a scan, also the hidden one and the one of ten bytes', async () => {
    const client = connectTo()
    await client.initialize()
    const networks = await client.scan()
    expect(networks).toHaveLength(6)
    expect(networks).toEqual(
      expect.arrayContaining([
        { name: '', rssi: -57, secured: true },
        { name: 'Mast-North', rssi: -48, secured: true },
        { name: 'Dachgarten Köln', rssi: -61, secured: true },
        { name: 'Library Guest', rssi: -83, secured: false },
        // It reads all names as UTF-8; this one is Latin-1.
        { name: 'Caf\ufffd', rssi: -88, secured: true },
      ]),
    )
  })

  it('is told of a wrong password, and provisions with the right one', async () => {
    const client = connectTo({ unit: 4, joinDelayMs: 20 })
    await client.initialize()
    await expect(client.provision('Mast-North', 'not-the-password')).rejects.toBe('UNABLE_TO_CONNECT')
    expect(client.error).toBe(3)
    await expect.poll(() => client.state).toBe(2)
    await client.provision('Mast-North', trainingPassword)
    expect([client.state, client.nextUrl]).toEqual([4, 'http://192.0.2.13/'])
    await client.requestCurrentState()
    expect([client.state, client.nextUrl]).toEqual([4, 'http://192.0.2.13/'])
    expect(await client.requestNetworkState()).toMatchObject({
      online: true,
      supportsWifi: true,
      supportsEthernet: false,
      urls: ['http://192.0.2.13/'],
    })
  })

  it('sets the device name and the host name, and is told of a bad one', async () => {
    const client = connectTo()
    await client.initialize()
    expect(await client.setDeviceName('Dach Süd')).toBe('Dach Süd')
    expect(await client.getDeviceName()).toBe('Dach Süd')
    expect(await client.setHostname('gateway-0042')).toBe('gateway-0042')
    expect(await client.getHostname()).toBe('gateway-0042')
    await expect(client.setHostname('bad name!')).rejects.toBe('BAD_HOSTNAME')
  })

  it('reads bytes that come one by one, and finds no packet behind half a line of log', async () => {
    expect(await connectTo({ fragment: true }).initialize()).toMatchObject({ name: simulatedDevice.name })
    await expect(connectTo({ noise: true }).initialize(impatientMs)).rejects.toThrow('not detected')
  })

  it('finds nobody when the device is silent', async () => {
    await expect(connectTo({ silent: true }).initialize(impatientMs)).rejects.toThrow('not detected')
  })

  /**
   * What it cannot read of ours, which follows the standard: a packet whose length byte is 0x0A, because it takes every 0x0A
   * before the ninth byte for the end of a line. Such is the result with a host name of six characters and the trailing zero
   * of the official device SDK: 2 + 1 + 6 + 1 = 10. Our own reader finds it; a device cannot choose its lengths for this client.
   */
  it('does not hear a host name of six characters, whose packet has the length byte 0x0A', async () => {
    const client = connectTo()
    await client.initialize()
    expect(await client.getHostname()).toBe('mast-0001')
    await expect(client.setHostname('gw-042', impatientMs)).rejects.toBe('TIMEOUT')
    await expect(client.getHostname(impatientMs)).rejects.toBe('TIMEOUT')
    expect(await client.setHostname('gw-0042')).toBe('gw-0042')
  })
})
