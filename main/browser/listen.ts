import { readFile } from 'node:fs/promises'
import type { Server } from 'node:http'
import { Problem } from '#core/model/problem'

/**
 * Takes a port of 127.0.0.1 and returns its number; other computers cannot reach it.
 * @throws Problem `port.taken`, `port.held` or `port.refused`
 */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (thrown: NodeJS.ErrnoException) => void listenProblem(thrown, port).then(reject))
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}

async function listenProblem(thrown: NodeJS.ErrnoException, port: number): Promise<Problem> {
  if (thrown.code !== 'EADDRINUSE') {
    return new Problem(
      'port.refused',
      `This computer does not give out port ${port}: start with --port N and a number above 1023.`,
      { cause: thrown },
    )
  }
  const uid = holderOf(port, await readFile('/proc/net/tcp', 'utf8').catch(() => ''))
  // The port is never changed by itself: the records would look lost.
  if (uid !== null && process.getuid && uid !== process.getuid()) {
    return new Problem(
      'port.held',
      `Port ${port} is held by another account of this computer (user id ${uid}): do not open its address; have that account give it up, or start with --port N (records in the browser belong to their port).`,
      { cause: thrown },
    )
  }
  return new Problem(
    'port.taken',
    `Port ${port} is taken by another program: end it, or start with --port N (records in the browser belong to their port, so keep to one).`,
    { cause: thrown },
  )
}

const LISTENING = '0A'
/** 127.0.0.1 and every address, as Linux writes them. */
const ADDRESSES = ['0100007F', '00000000']

/** The user id of who listens, from Linux's table of sockets; null where it cannot be told. */
export function holderOf(port: number, table: string): number | null {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0')
  for (const line of table.split('\n').slice(1)) {
    const [, local = '', , state, , , , uid] = line.trim().split(/\s+/)
    const [address = '', number] = local.split(':')
    if (state === LISTENING && number === wanted && ADDRESSES.includes(address)) return Number(uid)
  }
  return null
}
