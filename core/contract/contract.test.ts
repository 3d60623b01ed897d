import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { Problem } from '../model/problem'
import { createClient } from './createClient'
import { createDispatcher, type Handlers } from './createDispatcher'
import { defineContract } from './defineContract'
import type { ClientMessage } from './messages'

const contract = defineContract({
  calls: {
    double: { input: z.object({ value: z.number() }), output: z.number() },
    count: { input: z.object({ to: z.number() }), output: z.string(), progress: z.number() },
    refuse: { input: z.object({}), output: z.object({}) },
  },
  events: { changed: z.object({ name: z.string() }) },
})

const handlers: Handlers<typeof contract> = {
  double: async ({ value }) => value * 2,
  count: async ({ to }, { progress, signal }) => {
    for (let at = 1; at <= to; at++) {
      progress(at)
      await new Promise((resolve) => setTimeout(resolve, 1))
      if (signal.aborted) throw new Problem('count.cancelled', 'Stopped.')
    }
    return 'done'
  },
  refuse: async () => {
    throw new Problem('refuse.always', 'It refuses: ask for something else.', { field: 'all', line: 3 })
  },
}

/** Both sides joined as they are over a line: everything passes through JSON. */
function join(ours: Handlers<typeof contract> = handlers) {
  const dispatcher = createDispatcher(contract, ours, () => new AbortController())
  const listeners = new Set<(message: unknown) => void>()
  const lost = new Set<(problem: Problem) => void>()
  const line = dispatcher.connect((message) => {
    for (const listener of listeners) listener(JSON.parse(JSON.stringify(message)))
  })
  const sent: ClientMessage[] = []
  const client = createClient(contract, {
    send(message) {
      sent.push(message)
      void line.receive(JSON.parse(JSON.stringify(message)))
    },
    onMessage: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onDisconnect: (listener) => {
      lost.add(listener)
      return () => lost.delete(listener)
    },
  })
  const gone = new Problem('contract.disconnected', 'The line was lost: look what was done.')
  return { client, dispatcher, line, sent, lose: () => lost.forEach((listener) => void listener(gone)) }
}

test('a call is answered, with its progress', async () => {
  const { client } = join()
  const progress: number[] = []
  await expect(client.call('double', { value: 21 })).resolves.toBe(42)
  await expect(client.call('count', { to: 3 }, { onProgress: (value) => progress.push(value) })).resolves.toBe('done')
  expect(progress).toEqual([1, 2, 3])
})

test('a Problem arrives as it was thrown', async () => {
  await expect(join().client.call('refuse', {})).rejects.toMatchObject({
    code: 'refuse.always',
    message: 'It refuses: ask for something else.',
    field: 'all',
    line: 3,
  })
})

test('input that does not fit is refused before the handler, naming the field', async () => {
  const double = vi.fn(handlers.double)
  const { client } = join({ ...handlers, double })
  await expect(client.call('double', { value: 'two' } as never)).rejects.toMatchObject({
    code: 'contract.invalid-input',
    field: 'value',
  })
  expect(double).not.toHaveBeenCalled()
})

test('an answer that does not fit is not passed on', async () => {
  const { client } = join({ ...handlers, double: async () => 'many' as never })
  await expect(client.call('double', { value: 1 })).rejects.toMatchObject({ code: 'console.unexpected' })
})

test.each(['nothing', '__proto__', 'constructor', 'toString'])('the unknown call %s is refused', async (name) => {
  await expect(join().client.call(name as never, {} as never)).rejects.toMatchObject({ code: 'contract.unknown-call' })
})

test('a cancelled call ends as its handler says that it stopped', async () => {
  const { client, sent } = join()
  const canceller = new AbortController()
  const call = client.call('count', { to: 1_000_000 }, { signal: canceller.signal, onProgress: () => canceller.abort() })
  await expect(call).rejects.toMatchObject({ code: 'count.cancelled', message: 'Stopped.' })
  expect(sent.map((message) => message.type)).toEqual(['call', 'cancel'])
})

test('what was done although it was cancelled is told as done', async () => {
  let finish = (_value: number) => {}
  const double = () => new Promise<number>((resolve) => (finish = resolve))
  const { client } = join({ ...handlers, double })
  const canceller = new AbortController()
  const outcomes: unknown[] = []
  const call = client.call('double', { value: 21 }, { signal: canceller.signal })
  void call.then((value) => outcomes.push(value)).catch((problem: unknown) => outcomes.push(problem))
  canceller.abort()
  await new Promise((resolve) => setImmediate(resolve))
  expect(outcomes).toEqual([])
  finish(42)
  await expect(call).resolves.toBe(42)
})

test('a cancelled call whose line is lost promises nothing', async () => {
  const { client, lose } = join({ ...handlers, double: () => new Promise(() => {}) })
  const canceller = new AbortController()
  const call = client.call('double', { value: 21 }, { signal: canceller.signal })
  canceller.abort()
  lose()
  await expect(call).rejects.toMatchObject({ code: 'contract.disconnected', message: expect.not.stringContaining('nothing') })
})

test('a call that is cancelled before it begins sends nothing', async () => {
  const { client, sent } = join()
  await expect(client.call('double', { value: 1 }, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'contract.cancelled',
  })
  expect(sent).toEqual([])
})

test('a call that cannot be sent ends', async () => {
  const refuse = () => {
    throw new Problem('line.closed', 'Closed: open it.')
  }
  const client = createClient(contract, { send: refuse, onMessage: () => () => {}, onDisconnect: () => () => {} })
  await expect(client.call('double', { value: 1 })).rejects.toMatchObject({ code: 'line.closed' })
})

test('what waits when the line is lost fails, and closing the line stops its handlers', async () => {
  const { client, line, lose } = join()
  const call = client.call('count', { to: 1_000_000 })
  lose()
  await expect(call).rejects.toMatchObject({ code: 'contract.disconnected' })
  line.close()
})

test('an event reaches those who listen, until they stop', () => {
  const { client, dispatcher } = join()
  const heard: string[] = []
  const stop = client.on('changed', ({ name }) => heard.push(name))
  dispatcher.emit('changed', { name: 'first' })
  stop()
  dispatcher.emit('changed', { name: 'second' })
  expect(heard).toEqual(['first'])
})

test('faults of handlers are told, and Problems that a person can mend are not', async () => {
  const bug = new TypeError('x is undefined')
  const faults: [string, Problem][] = []
  const ours: Handlers<typeof contract> = {
    ...handlers,
    double: async () => 'many' as never,
    count: async () => {
      throw bug
    },
  }
  const dispatcher = createDispatcher(contract, ours, () => new AbortController(), {
    onFault: (call, problem) => faults.push([call, problem]),
  })
  const { receive } = dispatcher.connect(() => undefined)
  await receive({ type: 'call', id: 0, name: 'refuse', input: {} })
  await receive({ type: 'call', id: 1, name: 'double', input: { value: 'two' } })
  await receive({ type: 'call', id: 2, name: 'nothing', input: {} })
  expect(faults).toEqual([])
  await receive({ type: 'call', id: 3, name: 'count', input: { to: 1 } })
  await receive({ type: 'call', id: 4, name: 'double', input: { value: 2 } })
  expect(faults.map(([call, { code }]) => [call, code])).toEqual([
    ['count', 'console.unexpected'],
    ['double', 'console.unexpected'],
  ])
  expect(faults[0]?.[1].cause).toBe(bug)
})

test('messages that are none are passed over', async () => {
  const { client, line } = join()
  for (const raw of [null, 7, 'call', {}, { type: 'call' }, { type: 'call', id: -1, name: 'double' }]) await line.receive(raw)
  await expect(client.call('double', { value: 2 })).resolves.toBe(4)
})
