import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { defineContract } from '#core/contract/defineContract'
import { Problem } from '#core/model/problem'
import { callOnce, connectWorker, type WorkerLike, type WorkerOptions } from './connectWorker'
import { type OwnFault, sendFaultsTo } from './faults'
import { createTurns } from './inTurn'
import { keepWorker } from './keepWorker'
import { ownData } from './ownData'
import type { WorkerHandlers, WorkerScope } from './serveWorker'

const contract = defineContract({
  calls: {
    /** Doubles in place, so that a copy would be seen. */
    double: { input: z.instanceof(Float64Array), output: z.instanceof(Float64Array) },
    /** Counts until it is told to stop, or that it is enough. */
    count: { input: z.object({ to: z.number() }), output: z.number(), progress: z.number() },
    /** Hears nothing. */
    sleep: { input: z.object({}), output: z.object({}) },
    break: { input: ownData<{ how: 'problem' | 'error' | 'answer' }>(), output: z.string() },
  },
  events: {},
})

/** @param Own the Problem of the worker's own modules */
const handlersOf = (Own: typeof Problem): WorkerHandlers<typeof contract> => ({
  double: async (numbers, { transfer }) => {
    numbers.forEach((value, at) => {
      numbers[at] = value * 2
    })
    transfer([numbers.buffer])
    return numbers
  },
  count: async ({ to }, { signal, stopSignal, progress }) => {
    for (let at = 1; at <= to; at += 1) {
      progress(at)
      await new Promise((resolve) => setTimeout(resolve, 1))
      if (signal.aborted) throw new Own('count.cancelled', 'Stopped.')
      if (stopSignal.aborted) return at
    }
    return to
  },
  sleep: () => new Promise(() => {}),
  break: async ({ how }) => {
    if (how === 'problem') throw new Own('break.asked', 'It broke as it was asked to.', { field: 'how' })
    if (how === 'answer') return 7 as never
    throw new TypeError('x is undefined')
  },
})

const opened: MessagePort[] = []
/** What the window was told. */
let faults: OwnFault[] = []

/** Both sides of a real channel, as a worker and its scope have one; the worker's side has modules of its own. */
async function start(options?: WorkerOptions) {
  vi.resetModules()
  const { serveWorker } = await import('./serveWorker')
  const own = await import('#core/model/problem')
  const { port1, port2 } = new MessageChannel()
  opened.push(port1, port2)
  let terminated = 0
  const worker: WorkerLike = {
    postMessage: (message, transfer) => port1.postMessage(message, transfer as never),
    terminate() {
      terminated += 1
      port1.close()
    },
    set onmessage(hear: never) {
      port1.on('message', (data) => (hear as (event: { data: unknown }) => void)({ data }))
    },
    onmessageerror: null,
    onerror: null,
  }
  const scope: WorkerScope = {
    postMessage: (message, { transfer }) => port2.postMessage(message, transfer as never),
    set onmessage(hear: never) {
      port2.on('message', (data) => (hear as (event: { data: unknown }) => void)({ data }))
    },
  }
  serveWorker(contract, handlersOf(own.Problem), scope)
  return { client: connectWorker('counter', contract, worker, options), worker, terminated: () => terminated }
}

beforeEach(() => {
  faults = []
  sendFaultsTo((fault) => faults.push(fault))
})

afterEach(() => {
  for (const port of opened.splice(0)) port.close()
})

describe('a worker', () => {
  it('takes buffers over and hands them back, without a copy', async () => {
    const { client } = await start()
    const numbers = Float64Array.of(1, 2, 3)
    const answer = client.call('double', numbers, { transfer: [numbers.buffer] })
    expect(numbers).toHaveLength(0)
    expect([...(await answer)]).toEqual([2, 4, 6])
  })

  it('copies what is not handed over', async () => {
    const { client } = await start()
    const numbers = Float64Array.of(1)
    await client.call('double', numbers)
    expect([...numbers]).toEqual([1])
  })

  it('tells its progress, and stops where it is good enough', async () => {
    const { client } = await start()
    const stop = new AbortController()
    const seen: number[] = []
    const onProgress = (value: number) => {
      seen.push(value)
      if (value === 3) stop.abort()
    }
    const counted = await client.call('count', { to: 1_000_000 }, { stopSignal: stop.signal, onProgress })
    expect(counted).toBeGreaterThanOrEqual(3)
    expect(counted).toBeLessThan(1_000_000)
    expect(seen.slice(0, 3)).toEqual([1, 2, 3])
  })

  it('that is told before it begins that anything is good enough says so at once', async () => {
    const { client } = await start()
    expect(await client.call('count', { to: 1_000_000 }, { stopSignal: AbortSignal.abort() })).toBe(1)
  })

  it('is cancelled by its own word, and goes on with the next call', async () => {
    const { client, terminated } = await start()
    const cancel = new AbortController()
    const counting = client.call('count', { to: 1_000_000 }, { signal: cancel.signal, onProgress: () => cancel.abort() })
    await expect(counting).rejects.toMatchObject({ code: 'count.cancelled' })
    expect(await client.call('count', { to: 2 })).toBe(2)
    expect(terminated()).toBe(0)
  })

  it('that does not say in time how it ended is ended, and so is what it does beside', async () => {
    const { client, terminated } = await start({ patienceMs: 5 })
    const cancel = new AbortController()
    const sleeping = client.call('sleep', {}, { signal: cancel.signal })
    const beside = client.call('sleep', {})
    beside.catch(() => undefined)
    cancel.abort()
    await expect(sleeping).rejects.toMatchObject({ code: 'worker.cancelled', message: expect.not.stringContaining('nothing') })
    await expect(beside).rejects.toMatchObject({ code: 'worker.closed' })
    expect(terminated()).toBe(1)
    expect(client.isOpen).toBe(false)
    await expect(client.call('count', { to: 1 })).rejects.toMatchObject({ code: 'worker.closed' })
  })

  it('without a pause is ended at once, with the words of whoever knows what that means', async () => {
    const endedProblem = () => new Problem('plan.cancelled', 'Nothing was saved.')
    const { client, terminated } = await start({ patienceMs: 0, endedProblem })
    const cancel = new AbortController()
    const sleeping = client.call('sleep', {}, { signal: cancel.signal })
    cancel.abort()
    expect(terminated()).toBe(1)
    await expect(sleeping).rejects.toMatchObject({ code: 'plan.cancelled' })
  })

  it('has patience by the call, and other words for each', async () => {
    const { client, terminated } = await start({
      patienceMs: (callName) => (callName === 'sleep' ? 0 : 10_000),
      endedProblem: (callName) => new Problem('test.ended', `${callName} was ended.`),
    })
    const cancel = new AbortController()
    const counting = client.call('count', { to: 1_000 }, { signal: cancel.signal })
    cancel.abort()
    await expect(counting).rejects.toMatchObject({ code: expect.not.stringMatching('test.ended') })
    expect(terminated()).toBe(0)
    const sleeping = client.call('sleep', {}, { signal: cancel.signal })
    await expect(sleeping).rejects.toThrow()
    const again = new AbortController()
    const slept = client.call('sleep', {}, { signal: again.signal })
    again.abort()
    expect(terminated()).toBe(1)
    await expect(slept).rejects.toMatchObject({ code: 'test.ended', message: 'sleep was ended.' })
  })

  it('of one call ends with it, however it ends', async () => {
    const well = await start()
    expect(await callOnce(well.client, 'count', { to: 1 })).toBe(1)
    const badly = await start()
    await expect(callOnce(badly.client, 'break', { how: 'problem' })).rejects.toMatchObject({ code: 'break.asked', field: 'how' })
    expect([well.terminated(), badly.terminated()]).toEqual([1, 1])
  })

  it('that breaks fails what it was asked, and is gone', async () => {
    const { client, worker, terminated } = await start()
    const sleeping = client.call('sleep', {})
    worker.onerror?.({ message: 'cannot load', filename: 'counter.js', lineno: 3 } as ErrorEvent)
    await expect(sleeping).rejects.toMatchObject({ code: 'worker.failed', causeText: 'cannot load (counter.js:3)' })
    expect(terminated()).toBe(1)
  })

  it('answers what is not cloned or does not fit with a Problem', async () => {
    const { client } = await start()
    await expect(client.call('break', { how: 'answer' })).rejects.toMatchObject({ code: 'worker.failed' })
    await expect(client.call('double', [1] as never)).rejects.toMatchObject({ code: 'contract.invalid-input' })
    await expect(client.call('break', { how: () => 'problem' } as never)).rejects.toMatchObject({ code: 'contract.not-sent' })
  })
})

describe('a worker that is kept', () => {
  it('is started when it is needed, and asked again where another call had it ended', async () => {
    const started: Awaited<ReturnType<typeof start>>[] = [await start({ patienceMs: 5 }), await start()]
    const left = [...started]
    const worker = keepWorker(() => {
      const next = left.shift()
      if (!next) throw new Error('started too often')
      return next.client
    })
    const cancel = new AbortController()
    const sleeping = worker.call('sleep', {}, { signal: cancel.signal })
    const counting = worker.call('count', { to: 300 })
    cancel.abort()
    await expect(sleeping).rejects.toMatchObject({ code: 'worker.cancelled' })
    expect(await counting).toBe(300)
    expect(started.map(({ terminated }) => terminated())).toEqual([1, 0])
  })

  it('asks nothing again that it was closed upon', async () => {
    let starts = 0
    const only = await start()
    const worker = keepWorker(() => {
      starts += 1
      return only.client
    })
    const sleeping = worker.call('sleep', {})
    worker.close()
    await expect(sleeping).rejects.toMatchObject({ code: 'worker.closed' })
    expect(starts).toBe(1)
  })
})

describe('faults of a worker', () => {
  it('reach whoever started it with their stacks and its name; what a person can mend is none', async () => {
    const { client } = await start()
    await expect(client.call('break', { how: 'problem' })).rejects.toMatchObject({ code: 'break.asked' })
    const broken = { code: 'worker.failed', cause: 'x is undefined', fromElsewhere: true }
    await expect(client.call('break', { how: 'error' })).rejects.toMatchObject(broken)
    const stack = expect.stringContaining('workers.test')
    expect(faults).toMatchObject([
      {
        source: 'worker',
        name: 'counter break',
        code: 'worker.failed',
        causes: [{ message: 'TypeError: x is undefined', stack }],
      },
    ])
  })

  it('are told of one that breaks by itself', async () => {
    const { worker } = await start()
    worker.onerror?.({ message: 'cannot load', filename: 'counter.js', lineno: 3 } as ErrorEvent)
    expect(faults).toMatchObject([{ source: 'worker', name: 'counter', causes: [{ message: 'cannot load (counter.js:3)' }] }])
  })
})

describe('turns', () => {
  const cancelled = () => new Problem('turn.cancelled', 'Stopped.')

  it('let nothing overtake, and a cancelled one end while it waits', async () => {
    const inTurn = createTurns(cancelled)
    const never = new AbortController().signal
    const done: string[] = []
    let finish = () => {}
    const first = inTurn(never, () => new Promise<void>((resolve) => (finish = resolve)).then(() => done.push('first')))
    const cancel = new AbortController()
    const second = inTurn(cancel.signal, () => done.push('second'))
    const third = inTurn(never, () => done.push('third'))
    cancel.abort()
    await expect(second).rejects.toMatchObject({ code: 'turn.cancelled' })
    expect(done).toEqual([])
    finish()
    await Promise.all([first, third])
    expect(done).toEqual(['first', 'third'])
  })

  it('go on after one that failed', async () => {
    const inTurn = createTurns(cancelled)
    const signal = new AbortController().signal
    await expect(inTurn(signal, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    expect(await inTurn(signal, () => 7)).toBe(7)
  })
})
