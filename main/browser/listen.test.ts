import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { expect, it } from 'vitest'
import { holderOf, listen } from './listen'

const TABLE = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:2224 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1001        0 4711 1 0000000000000000 100 0 0 10 0
   1: 0100007F:2225 0100007F:9000 01 00000000:00000000 00:00000000 00000000  1002        0 4712 1 0000000000000000 100 0 0 10 0
   2: 00000000:2226 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1003        0 4713 1 0000000000000000 100 0 0 10 0
   3: 0200007F:2227 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1004        0 4714 1 0000000000000000 100 0 0 10 0
`

it('reads who listens on a port from the table of sockets', () => {
  expect(holderOf(0x2224, TABLE)).toBe(1001)
  expect(holderOf(0x2226, TABLE)).toBe(1003)
  // A line that is connected, another address, no such port, and no table.
  for (const port of [0x2225, 0x2227, 0x2228]) expect(holderOf(port, TABLE)).toBeNull()
  expect(holderOf(0x2224, '')).toBeNull()
})

it('finds itself in the table of this computer, and says that a port of its own is taken', async () => {
  const server = createServer()
  const port = await listen(server, 0)
  const table = await readFile('/proc/net/tcp', 'utf8').catch(() => null)
  if (table !== null) expect(holderOf(port, table)).toBe(process.getuid?.())
  await expect(listen(createServer(), port)).rejects.toMatchObject({ code: 'port.taken' })
  await new Promise((resolve) => server.close(resolve))
})
