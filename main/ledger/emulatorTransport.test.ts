import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createEmulatorLedgerTransports } from './emulatorLedgerTransports'
import { openEmulatorTransport } from './emulatorTransport'
import { createLedgerDevices } from './ledgerDevices'
import { createSimulatedLedger } from './simulatedLedger'
import type { LedgerTimeouts } from './withTimeouts'

const PATH = "44'/60'/0'/0/0"
const ADDRESS = '0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D'
const TRANSFER = '0x02f00107843b9aca008504a817c8008252089411111111111111111111111111111111111111118814d1120d7b16000080c0'
const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

type Answer = (response: ServerResponse, answer: Buffer, apdu: string) => void

const wholly: Answer = (response, answer) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data: answer.toString('hex') }))
}

/** The emulator's HTTP interface with the simulated device behind it; `reply` may answer worse than it. */
async function startServer(reply: Answer = wholly) {
  const device = createSimulatedLedger({ signsForAnyChain: true })
  const streams: ServerResponse[] = []
  const sent: string[] = []
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/events')) {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders()
      streams.push(response)
      return
    }
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', async () => {
      const apdu: string = JSON.parse(body).data
      sent.push(apdu)
      reply(response, await device.exchange(Buffer.from(apdu, 'hex')), apdu)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const origin = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  return { origin, sent, streams, end: () => server.closeAllConnections() }
}

const devicesAt = (origin: URL, closeTimeoutMs = 50) =>
  createLedgerDevices({ transports: [createEmulatorLedgerTransports(origin.href)], closeTimeoutMs })

const signAt = (origin: URL) => devicesAt(origin).use({ deviceId: 'emulator' }, ({ app }) => app.signTransaction(PATH, TRANSFER))

const cutSignature =
  (how: (response: ServerResponse, text: string) => void): Answer =>
  (response, answer, apdu) => {
    const text = JSON.stringify({ data: answer.toString('hex') })
    if (apdu.startsWith('e004')) how(response, text.slice(0, text.length / 2))
    else response.end(text)
  }

test.each([
  ['and closes the line', (response: ServerResponse, half: string) => response.write(half, () => response.destroy())],
  ['and says that this was all', (response: ServerResponse, half: string) => response.end(half)],
  ['before it has begun', (response: ServerResponse) => response.destroy()],
  ['with a fault of its own', (response: ServerResponse) => response.writeHead(500).end('no')],
])('a server that stops in the middle of an answer %s: its own state, its cause, and no second request', async (_how, how) => {
  const { origin, sent } = await startServer(cutSignature(how))
  const outcome = await signAt(origin).catch((error: unknown) => error)
  expect(outcome).toMatchObject({ code: 'ledger.link-broken', message: expect.stringContaining('connect it again') })
  expect((outcome as { causeText: string }).causeText).not.toBe('')
  expect(sent.filter((apdu) => apdu.startsWith('e004'))).toHaveLength(1)
})

test('a server that stops in the middle of an answer and says nothing more is waited for a while only', async () => {
  const { origin } = await startServer((response, answer) => response.write(answer.toString('hex').slice(0, 3)))
  const transport = await openEmulatorTransport(origin, { restOfAnswerMs: 30 })
  await expect(transport.exchange(Buffer.from('b001000000', 'hex'))).rejects.toThrow('middle of an answer')
  await transport.close()
})

test('an emulator that ends during a review ends the operation', async () => {
  const running = await startServer((response, answer, apdu) => {
    if (apdu.startsWith('e004')) running.end()
    else wholly(response, answer, apdu)
  })
  await expect(signAt(running.origin)).rejects.toMatchObject({
    code: expect.stringMatching(/^ledger\.(disconnected|link-broken)$/),
  })
})

test('events in pieces disturb nothing', async () => {
  const { origin, streams } = await startServer((response, answer, apdu) => {
    for (const stream of streams) stream.write('data: {"text": "half of a li')
    wholly(response, answer, apdu)
  })
  expect((await signAt(origin)).signer).toBe(ADDRESS)
})

test('an emulator that still shows a review stays in use until somebody answers it there', async () => {
  let answerReview: () => void = () => undefined
  const { origin, sent } = await startServer((response, answer, apdu) => {
    if (!apdu.startsWith('e004')) wholly(response, answer, apdu)
    else answerReview = () => wholly(response, answer, apdu)
  })
  const ledger = devicesAt(origin)
  const cancel = new AbortController()
  const sign = (signal?: AbortSignal) =>
    ledger.use({ deviceId: 'emulator', signal: signal as never }, ({ app }) => app.signTransaction(PATH, TRANSFER))
  const first = sign(cancel.signal)
  const cancelled = expect(first).rejects.toMatchObject({ code: 'ledger.cancelled' })
  await expect.poll(() => sent.filter((apdu) => apdu.startsWith('e004')).length).toBe(1)
  cancel.abort()
  await cancelled
  await expect(sign()).rejects.toMatchObject({ code: 'ledger.busy' })
  answerReview()
  await expect.poll(() => ledger.use({ deviceId: 'emulator' }, ({ app }) => app.getAddress(PATH)).catch(() => null)).toBe(ADDRESS)
  expect(sent.filter((apdu) => apdu.startsWith('e004'))).toHaveLength(1)
})

test('a device that never answers, and a person who never does, are told apart', async () => {
  const mute = async (instruction: string, timeouts: LedgerTimeouts) => {
    const { origin } = await startServer((response, answer, apdu) => {
      if (!apdu.startsWith(instruction)) wholly(response, answer, apdu)
    })
    const transports = [createEmulatorLedgerTransports(origin.href)]
    const ledger = createLedgerDevices({ transports, closeTimeoutMs: 10, timeouts })
    return ledger.use({ deviceId: 'emulator' }, ({ app }) => app.signTransaction(PATH, TRANSFER))
  }
  await expect(mute('b001', { answerMs: 60, reviewMs: 60_000 })).rejects.toMatchObject({ code: 'ledger.timeout' })
  await expect(mute('e002', { answerMs: 1_000, reviewMs: 60_000 })).rejects.toMatchObject({ code: 'ledger.timeout' })
  await expect(mute('e004', { answerMs: 60_000, reviewMs: 60 })).rejects.toMatchObject({ code: 'ledger.review-timeout' })
})
