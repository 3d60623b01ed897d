/**
 * Ledger's emulator (Speculos) by its HTTP interface, as an hw-transport. Ledger's own transport for it is not used: it
 * lets go while a review is still shown, and a line of events that comes in two parts ends the whole program.
 */

import http, { type ClientRequest, type IncomingMessage } from 'node:http'
import { parseBoundedJson } from '#core/files/parseBoundedJson'
import type { HwTransport } from './hwTransportPort'

/** An answer that has begun is short and comes at once. */
const REST_OF_ANSWER_MS = 5_000
const OPENING_MS = 5_000
const LARGEST_ANSWER = 1 << 20

/** @param restOfAnswerMs how long an answer may go on after it has begun. @throws Error when nobody answers there. */
export async function openEmulatorTransport(
  origin: URL,
  { restOfAnswerMs = REST_OF_ANSWER_MS }: { restOfAnswerMs?: number } = {},
): Promise<HwTransport> {
  const events = await openEvents(origin)
  const listeners = new Set<() => void>()
  let pending: Promise<unknown> = Promise.resolve()
  let abandon: ((error: Error) => void) | undefined
  let isClosed = false

  // The events themselves are not needed: that they end tells that the emulator did.
  events.resume()
  events.once('error', () => undefined)
  events.once('close', () => {
    if (isClosed) return
    isClosed = true
    for (const listener of listeners) listener()
    abandon?.(disconnected())
  })

  async function exchange(apdu: Buffer): Promise<Buffer> {
    if (isClosed) throw disconnected()
    const body = JSON.stringify({ data: apdu.toString('hex') })
    const asked = post(new URL('/apdu', origin), { body, restOfAnswerMs })
    abandon = (error) => asked.request.destroy(error)
    const done = asked.answer.finally(() => {
      abandon = undefined
    })
    pending = done.catch(() => undefined)
    return readAnswer(await done)
  }

  return {
    exchange,
    // While a review is shown, the next request would take its place on the screen: the device stays in use until then.
    async close() {
      await pending
      isClosed = true
      events.destroy()
    },
    on: (_event, listener) => listeners.add(listener),
  }
}

function readAnswer(body: Buffer): Buffer {
  const { data } = parseBoundedJson(body.toString('utf8')) as { data?: unknown }
  if (typeof data !== 'string' || !/^([0-9a-f]{2})*$/i.test(data)) throw new Error('The answer holds no bytes')
  return Buffer.from(data, 'hex')
}

function openEvents(origin: URL): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = http.get(new URL('/events?stream=true', origin), { agent: false })
    const timer = setTimeout(() => request.destroy(new Error('The emulator does not answer')), OPENING_MS)
    request.once('error', reject)
    request.once('response', (response) => {
      clearTimeout(timer)
      if (response.statusCode === 200) resolve(response)
      else {
        response.destroy()
        reject(new Error(`The emulator answered ${response.statusCode}`))
      }
    })
    request.once('close', () => clearTimeout(timer))
  })
}

function post(
  url: URL,
  { body, restOfAnswerMs }: { body: string; restOfAnswerMs: number },
): { request: ClientRequest; answer: Promise<Buffer> } {
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  const request = http.request(url, { method: 'POST', headers, agent: false })
  const answer = new Promise<Buffer>((resolve, reject) => {
    request.once('error', reject)
    request.once('response', (response) => {
      const timer = setTimeout(
        () => request.destroy(new Error(`The emulator stopped in the middle of an answer for ${restOfAnswerMs} ms`)),
        restOfAnswerMs,
      )
      readAll(response)
        .finally(() => clearTimeout(timer))
        .then(resolve, reject)
    })
  })
  request.end(body)
  return { request, answer }
}

async function readAll(response: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of response) {
    parts.push(part as Buffer)
    bytes += (part as Buffer).length
    if (bytes > LARGEST_ANSWER) throw new Error('The answer is too long')
  }
  if (response.statusCode !== 200) throw new Error(`The emulator answered ${response.statusCode}`)
  if (!response.complete) throw new Error('The emulator stopped in the middle of an answer')
  return Buffer.concat(parts)
}

function disconnected(): Error {
  return Object.assign(new Error('The emulator ended'), { name: 'DisconnectedDeviceDuringOperation' })
}
