/** One connection to one server, by credentials and with the certificate that is expected. */
import { connect, jwtAuthenticator, type NatsConnection as OpenConnection } from '@nats-io/transport-node'
import type { Problem } from '#core/model/problem'
import { connectionProblem } from './natsProblem'

const CONNECT_LIMIT_MS = 10_000
/** A server that went away without a word is noticed after three of these. */
const PING_EVERY_MS = 10_000

export interface NatsUser {
  /** Answers come below `_INBOX.<name>`. */
  name: string
  jwt: string
  seed: string
}

/**
 * TLS is demanded by `tls://` or a given authority; else it is used where the server offers it.
 * @param ca PEM, null for the authorities that this computer knows
 * @throws Problem `sync.place-missing`, `sync.access-refused`, `sync.server-not-trusted`
 */
async function openNats(server: string, ca: string | null, { name, jwt, seed }: NatsUser): Promise<OpenConnection> {
  const { protocol, hostname } = new URL(server)
  // The library names the host for the certificate only where it is no number.
  const tls = { host: hostname.replace(/^\[|\]$/g, ''), ...(ca !== null && { ca }) }
  try {
    return await connect({
      servers: server,
      authenticator: jwtAuthenticator(jwt, new TextEncoder().encode(seed)),
      inboxPrefix: `_INBOX.${name}`,
      name: `commonmast ${name}`,
      reconnect: false,
      timeout: CONNECT_LIMIT_MS,
      pingInterval: PING_EVERY_MS,
      ignoreClusterUpdates: true,
      noAsyncTraces: true,
      ...((protocol === 'tls:' || ca !== null) && { tls }),
    })
  } catch (thrown) {
    throw connectionProblem(server, thrown)
  }
}

/** The first of the servers that admits the user. @throws as `openNats`; that one does not answer is the least that is said */
export async function openAnyNats(servers: readonly string[], ca: string | null, user: NatsUser): Promise<OpenConnection> {
  const problems: Problem[] = []
  for (const server of servers) {
    try {
      return await openNats(server, ca, user)
    } catch (thrown) {
      problems.push(connectionProblem(server, thrown))
    }
  }
  throw problems.find(({ code }) => code !== 'sync.place-missing') ?? problems[0]
}
