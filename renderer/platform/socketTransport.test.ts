import 'fake-indexeddb/auto'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import { createClient } from '#core/contract/createClient'
import { defineContract } from '#core/contract/defineContract'
import { type ProofOf, proofText } from '#core/contract/hostProof'
import { useConnection } from './connection'
import { socketTransport } from './socketTransport'

const contract = defineContract({ calls: { ask: { input: z.object({}), output: z.string() } }, events: {} })
const LAUNCH = '1'.repeat(64)
const INSTALLATION = '2'.repeat(64)
const OTHER = '3'.repeat(64)

let server: WebSocketServer
/** Messages of the contract, and those before them. */
let heard: string[]
let before: string[]
/** What the host knows. */
let keys: { launch: string; installation: string }

beforeEach(async () => {
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  heard = []
  before = []
  keys = { launch: LAUNCH, installation: INSTALLATION }
  server.on('connection', serve)
  useConnection.setState({ connection: 'connecting' })
  vi.stubGlobal('WebSocket', WebSocket)
})

afterEach(async () => {
  for (const line of server.clients) line.terminate()
  server.close()
  vi.unstubAllGlobals()
  await new Promise((resolve) => {
    indexedDB.deleteDatabase('commonmast-host').onsuccess = resolve
  })
})

const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`

/** As main/browser/proveSocket does. */
function serve(line: WebSocket): void {
  const hostNonce = '4'.repeat(64)
  let pageNonce = ''
  let isProved = false
  const proofOf = (who: ProofOf['who'], key: string) =>
    createHmac('sha256', Buffer.from(key, 'hex'))
      .update(proofText({ who, origin: origin(), pageNonce, hostNonce }))
      .digest('hex')
  line.on('message', (data) => {
    const message = JSON.parse(String(data))
    if (isProved) heard.push(String(data))
    else before.push(message.type)
    if (message.type === 'hello') {
      pageNonce = message.nonce
      const proofs = { launch: proofOf('host', keys.launch), installation: proofOf('host', keys.installation) }
      line.send(JSON.stringify({ type: 'host-proof', nonce: hostNonce, proofs }))
    } else if (message.type === 'page-proof') {
      expect(message.proof).toBe(proofOf('page', keys[message.key as keyof typeof keys]))
      isProved = true
      const welcome = { type: 'welcome', launchKey: keys.launch, installationKey: keys.installation, build: OTHER }
      line.send(JSON.stringify(welcome))
    }
  })
}

function open(pathname = `/${LAUNCH}/`, welcomed = async () => true) {
  return createClient(contract, socketTransport({ host: new URL(origin()).host, origin: origin(), pathname }, welcomed))
}

const isConnected = () => vi.waitFor(() => expect(useConnection.getState().connection).toBe('connected'))

describe('a line to a host', () => {
  it('is used once both have proved themselves, and its keys are kept where no script reads them', async () => {
    const client = open()
    void client.call('ask', {}).catch(() => undefined)
    await vi.waitFor(() => expect(heard).toHaveLength(1))
    expect(before).toEqual(['hello', 'page-proof'])
    const kept = await new Promise<CryptoKey>((resolve) => {
      indexedDB.open('commonmast-host').onsuccess = ({ target }) => {
        const database = (target as IDBOpenDBRequest).result
        database.transaction('keys').objectStore('keys').get('installation').onsuccess = (event) => {
          resolve((event.target as IDBRequest<CryptoKey>).result)
          database.close()
        }
      }
    })
    expect(kept.extractable).toBe(false)
  })

  it('finds the console again after a restart by the key of the installation', async () => {
    open()
    await isConnected()
    useConnection.setState({ connection: 'connecting' })
    keys = { launch: OTHER, installation: INSTALLATION }
    open()
    await isConnected()
  })

  it('says nothing but hello to a host that knows neither key, and refuses calls in words', async () => {
    keys = { launch: OTHER, installation: OTHER }
    const client = open()
    const waiting = client.call('ask', {})
    await expect(waiting).rejects.toMatchObject({ code: 'contract.host-not-proved' })
    expect(useConnection.getState().connection).toBe('unproved')
    await expect(client.call('ask', {})).rejects.toMatchObject({ code: 'contract.host-not-proved' })
    expect(new Set(before)).toEqual(new Set(['hello']))
    expect(heard).toEqual([])
  })

  it('is not used by a page that goes for another build', async () => {
    const welcomed = vi.fn(async () => false)
    const client = open(undefined, welcomed)
    void client.call('ask', {}).catch(() => undefined)
    await vi.waitFor(() => expect(welcomed).toHaveBeenCalledWith(expect.objectContaining({ build: OTHER })))
    expect([useConnection.getState().connection, heard]).toEqual(['connecting', []])
  })
})

it('ends a call that is cancelled before the line is there, and never sends it', async () => {
  const client = open()
  const canceller = new AbortController()
  const cancelled = client.call('ask', {}, { signal: canceller.signal })
  canceller.abort()
  await expect(cancelled).rejects.toMatchObject({ code: 'contract.cancelled', message: expect.stringContaining('nothing was') })
  void client.call('ask', {}).catch(() => undefined)
  await vi.waitFor(() => expect(heard).toHaveLength(1))
  expect(JSON.parse(heard[0] ?? '')).toMatchObject({ type: 'call', id: 1 })
})

it('promises nothing of a call whose line is lost, and says that a later one was not asked', async () => {
  const client = open()
  const lost = client.call('ask', {})
  await vi.waitFor(() => expect(heard).toHaveLength(1))
  for (const line of server.clients) line.terminate()
  await expect(lost).rejects.toMatchObject({ code: 'contract.disconnected', message: expect.stringContaining('not known') })
  await expect(client.call('ask', {})).rejects.toMatchObject({
    code: 'contract.disconnected',
    message: expect.stringContaining('nothing was asked'),
  })
})
