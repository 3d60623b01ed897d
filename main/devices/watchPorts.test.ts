import { describe, expect, it } from 'vitest'
import type { SerialPortInfo } from '#core/contract/consoleContract'
import { createManualClock } from './testing/manualClock'
import { createPortsWatcher } from './watchPorts'

const port = (path: string): SerialPortInfo => ({
  path,
  manufacturer: null,
  vendorId: null,
  productId: null,
  serialNumber: null,
  guess: null,
  drivers: [],
  baudRate: 115_200,
  simulated: false,
})

describe('watching ports', () => {
  function watch() {
    const clock = createManualClock()
    const seen: string[][] = []
    const now = { ports: [port('a')], looks: 0 }
    const watcher = createPortsWatcher({
      listPorts: async () => {
        now.looks += 1
        return now.ports
      },
      onChange: (ports) => seen.push(ports.map(({ path }) => path)),
      clock,
    })
    return { clock, seen, now, watcher }
  }

  it('tells only what changed, and only while somebody looks', async () => {
    const { clock, seen, now, watcher } = watch()
    await clock.advance(5_000)
    expect(now.looks).toBe(0)
    watcher.start()
    await clock.advance(3_000)
    expect(seen).toEqual([['a']])
    now.ports = [port('a'), port('b')]
    await clock.advance(1_500)
    expect(seen).toEqual([['a'], ['a', 'b']])
    watcher.stop()
    now.ports = []
    const { looks } = now
    await clock.advance(10_000)
    expect(now.looks).toBe(looks)
    watcher.start()
    await clock.advance(0)
    expect(seen.at(-1)).toEqual([])
  })

  it('looks once per period also when started twice', async () => {
    const { clock, now, watcher } = watch()
    watcher.start()
    watcher.start()
    await clock.advance(1_500)
    expect(now.looks).toBe(2)
  })

  it('lists where a mark changes, some times after that, and seldom where it does not', async () => {
    const clock = createManualClock()
    const now = { mark: 'one', lists: 0 }
    const watcher = createPortsWatcher({
      listPorts: async () => {
        now.lists += 1
        return []
      },
      onChange: () => undefined,
      clock,
      portsMark: async () => now.mark,
    })
    const listsIn = async (ms: number) => {
      const before = now.lists
      await clock.advance(ms)
      return now.lists - before
    }
    watcher.start()
    expect(await listsIn(15_000)).toBe(4)
    expect(await listsIn(30_000)).toBe(0)
    now.mark = 'another'
    expect(await listsIn(1_500)).toBe(1)
    expect(await listsIn(15_000)).toBe(3)
    expect(await listsIn(300_000)).toBe(5)
    watcher.stop()
    watcher.start()
    expect(await listsIn(0)).toBe(1)
  })
})
