/** Closes every way out of the process that Node has, for tests of what must work without a network. */
import dgram from 'node:dgram'
import dns from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import tls from 'node:tls'
import { vi } from 'vitest'

export interface ForbiddenNetwork {
  /** Each use that was tried; it failed. */
  attempts: string[]
  allowAgain(): void
}

export function forbidNetwork(): ForbiddenNetwork {
  const attempts: string[] = []
  const forbid = (name: string) => () => {
    attempts.push(name)
    throw new Error(`${name} is forbidden: this must not use a network`)
  }
  const spies = [
    vi.spyOn(net.Socket.prototype, 'connect').mockImplementation(forbid('net.connect')),
    vi.spyOn(tls, 'connect').mockImplementation(forbid('tls.connect')),
    vi.spyOn(dns, 'lookup').mockImplementation(forbid('dns.lookup') as never),
    vi.spyOn(dns.promises, 'lookup').mockImplementation(forbid('dns.promises.lookup')),
    vi.spyOn(http, 'request').mockImplementation(forbid('http.request')),
    vi.spyOn(https, 'request').mockImplementation(forbid('https.request')),
    vi.spyOn(dgram, 'createSocket').mockImplementation(forbid('dgram.createSocket')),
  ]
  for (const name of ['fetch', 'WebSocket', 'XMLHttpRequest']) vi.stubGlobal(name, forbid(name))
  return {
    attempts,
    allowAgain() {
      for (const spy of spies) spy.mockRestore()
      vi.unstubAllGlobals()
    },
  }
}
