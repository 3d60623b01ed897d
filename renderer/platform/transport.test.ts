import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import { createClient } from '#core/contract/createClient'
import { defineContract } from '#core/contract/defineContract'
import { createTransport, useConnection } from './transport'

const contract = defineContract({ calls: { ask: { input: z.object({}), output: z.string() } }, events: {} })

let server: WebSocketServer
let heard: string[]

beforeEach(async () => {
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  heard = []
  server.on('connection', (line) => line.on('message', (data) => heard.push(String(data))))
  useConnection.setState({ connection: 'connecting' })
  vi.stubGlobal('window', { location: { host: `127.0.0.1:${(server.address() as AddressInfo).port}` } })
  vi.stubGlobal('WebSocket', WebSocket)
})

afterEach(() => {
  for (const line of server.clients) line.terminate()
  server.close()
  vi.unstubAllGlobals()
})

it('ends a call that is cancelled before the line is there, and never sends it', async () => {
  const client = createClient(contract, createTransport())
  const canceller = new AbortController()
  const cancelled = client.call('ask', {}, { signal: canceller.signal })
  canceller.abort()
  await expect(cancelled).rejects.toMatchObject({ code: 'contract.cancelled', message: expect.stringContaining('nothing was') })
  void client.call('ask', {}).catch(() => undefined)
  await vi.waitFor(() => expect(heard).toHaveLength(1))
  expect(JSON.parse(heard[0] ?? '')).toMatchObject({ type: 'call', id: 1 })
})

it('promises nothing of a call whose line is lost, and says that a later one was not asked', async () => {
  const client = createClient(contract, createTransport())
  const lost = client.call('ask', {})
  await vi.waitFor(() => expect(heard).toHaveLength(1))
  for (const line of server.clients) line.terminate()
  await expect(lost).rejects.toMatchObject({ code: 'contract.disconnected', message: expect.stringContaining('not known') })
  await expect(client.call('ask', {})).rejects.toMatchObject({
    code: 'contract.disconnected',
    message: expect.stringContaining('nothing was asked'),
  })
})
