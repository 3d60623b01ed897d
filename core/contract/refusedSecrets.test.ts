import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Problem } from '../model/problem'
import { type ConsoleContract, consoleContract } from './consoleContract'
import { createDispatcher, type Handlers } from './createDispatcher'

const secret = 'hunter2-geheim'

/** Every handler fails as a bug would, and with nothing but what it was given at hand. */
const failing = Object.fromEntries(
  Object.keys(consoleContract.calls).map((name) => [name, () => Promise.reject(new Error('a fault'))]),
) as unknown as Handlers<ConsoleContract>

/** Main's answer to a call, as text. */
async function answerTo(name: string, input: unknown): Promise<string> {
  const said: string[] = []
  const dispatcher = createDispatcher(consoleContract, failing, () => new AbortController())
  await dispatcher.connect((message) => said.push(JSON.stringify(message))).receive({ type: 'call', id: 1, name, input })
  return said.join()
}

const order = { kind: 'connect', ssid: 'Mast-North', password: secret, keep: 'no' }

test.each([
  ['as it should be', order],
  ['in the place of the order', secret],
  ['in the place of the kind', { ...order, kind: secret }],
  ['in the place of where to keep it', { ...order, keep: secret }],
  ['in the place of the bytes of a name', { ...order, ssidHex: secret }],
  ['in a list', { ...order, password: [secret] }],
  ['in an object', { ...order, password: { [secret]: secret } }],
  ['as the name of a field', { ...order, [secret]: 1 }],
  ['beside a field that does not fit', { ...order, ssid: '' }],
  ['for a login', { kind: 'log-in', user: '', password: secret }],
])('a refused order does not repeat the password: %s', async (_where, broken) => {
  const answer = await answerTo('provisioning.step', { sessionId: 's1', order: broken })
  expect(answer).toContain('"ok":false')
  expect(answer).not.toContain(secret)
})

test('a refused call repeats nothing of what it was given, wherever that stands', async () => {
  const anything = fc.letrec((tie) => ({
    value: fc.oneof(
      fc.constant(secret),
      fc.constant(7),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('sessionId', 'order', 'kind', 'password', 'path', 'split', 'limit'), tie('value'), {
        maxKeys: 4,
      }),
    ),
  })).value
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...Object.keys(consoleContract.calls)), anything, async (name, input) => {
      expect(await answerTo(name, input)).not.toContain(secret)
    }),
    { numRuns: 500 },
  )
})

test('a fault that is no Problem is told by its own words only', async () => {
  expect(await answerTo('app.info', {})).toContain(new Problem('console.unexpected', 'x').code)
})
