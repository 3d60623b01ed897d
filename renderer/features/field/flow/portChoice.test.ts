import { describe, expect, it } from 'vitest'
import type { SerialPortInfo } from '#core/contract/consoleContract'
import { choosePort, seenBefore, TYPED_PATH } from './portChoice'

const port = (path: string, change: Partial<SerialPortInfo> = {}): SerialPortInfo => ({
  path,
  manufacturer: null,
  vendorId: null,
  productId: null,
  serialNumber: null,
  guess: null,
  drivers: [],
  baudRate: 115_200,
  simulated: false,
  ...change,
})
const builtIn = port('/dev/ttyS0')
const a = port('/dev/ttyUSB0', { vendorId: '10c4' })
const b = port('/dev/ttyUSB1', { vendorId: '10c4' })
const training = port('simulated:hotspot', { simulated: true })
const choose = (ports: SerialPortInfo[], before: string[], chosen: string | null = null, last: string | null = null) =>
  choosePort({ ports, before, chosen, last, signed: null })

describe('choosePort', () => {
  it('takes the one port that was plugged in since', () => {
    expect(choose([a, b, training], [a.path, training.path])).toEqual({ path: b.path, isNew: true })
    expect(choose([builtIn, training], [training.path])).toEqual({ path: builtIn.path, isNew: true })
  })

  it('lets a person choose between two new ones', () => {
    expect(choose([a, b, training], [training.path])).toEqual({ path: null, isNew: false })
  })

  it('takes a USB port that was there already, and never a built-in or simulated one', () => {
    expect(choose([builtIn, a, training], [builtIn.path, a.path, training.path])).toEqual({ path: a.path, isNew: false })
    expect(choose([builtIn, training], [builtIn.path, training.path])).toEqual({ path: null, isNew: false })
    expect(choose([training], [])).toEqual({ path: null, isNew: false })
  })

  it('keeps to what was chosen while it is there', () => {
    expect(choose([a, b], [a.path], a.path)).toEqual({ path: a.path, isNew: false })
    expect(choose([b], [], a.path)).toEqual({ path: b.path, isNew: true })
    expect(choose([a], [], TYPED_PATH)).toEqual({ path: TYPED_PATH, isNew: false })
  })

  it('takes the port of the device before, listed or typed, unless another is plugged in', () => {
    const before = [a.path, b.path]
    expect(choose([a, b], before, null, b.path)).toEqual({ path: b.path, isNew: false })
    expect(choose([a, b], before, null, '/tmp/ttyMast')).toEqual({ path: TYPED_PATH, isNew: false })
    expect(choose([a, b], [b.path], null, b.path)).toEqual({ path: a.path, isNew: true })
  })
})

it('does not take a port for the next device whose cable was not pulled since the record was signed', () => {
  const inputs = { ports: [a, b], before: [a.path, b.path], chosen: null, last: a.path, signed: a.path }
  expect(choosePort(inputs)).toEqual({ path: null, isNew: false })
  expect(choosePort({ ...inputs, last: null })).toEqual({ path: b.path, isNew: false })
  expect(choosePort({ ...inputs, ports: [a], last: null })).toEqual({ path: null, isNew: false })
  // A person may know better, and what was plugged in anew is another matter.
  expect(choosePort({ ...inputs, chosen: a.path })).toEqual({ path: a.path, isNew: false })
  expect(choosePort({ ...inputs, before: [a.path] })).toEqual({ path: b.path, isNew: true })
  expect(choosePort({ ...inputs, before: [b.path], signed: null })).toEqual({ path: a.path, isNew: true })
})

it('takes a port that went and came back for a new one', () => {
  const first = seenBefore(null, [a, b])
  expect(first).toEqual([a.path, b.path])
  const without = seenBefore(first, [b])
  expect(choose([a, b], seenBefore(without, [a, b]))).toEqual({ path: a.path, isNew: true })
})
