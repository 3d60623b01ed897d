import type { Server } from 'node:http'
import { Problem } from '#core/model/problem'

/**
 * Takes a port of 127.0.0.1 and returns its number; other computers cannot reach it.
 * @throws Problem `port.taken` or `port.refused`
 */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (thrown: NodeJS.ErrnoException) => reject(listenProblem(thrown, port)))
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}

function listenProblem(thrown: NodeJS.ErrnoException, port: number): Problem {
  if (thrown.code === 'EADDRINUSE') {
    return new Problem(
      'port.taken',
      `Port ${port} is taken by another program: end it, or start with --port N (records in the browser belong to their port, so keep to one).`,
      { cause: thrown },
    )
  }
  return new Problem(
    'port.refused',
    `This computer does not give out port ${port}: start with --port N and a number above 1023.`,
    {
      cause: thrown,
    },
  )
}
