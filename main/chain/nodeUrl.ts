/** The address of a node: https, or this computer itself. What follows the host may be a key, so it is never shown or kept. */
import { Problem } from '#core/model/problem'

export interface NodeUrl {
  href: string
  /** For people, logs and files. */
  host: string
  /** HTTP basic authentication from the address, where it has any. */
  authorization: string | null
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** @throws Problem `node.bad-url` or `node.not-private`; neither repeats the address. */
export function parseNodeUrl(text: string): NodeUrl {
  // "localhost:8545" can be parsed too, as one of a kind that has no host.
  if (!URL.canParse(text) || new URL(text).host === '') {
    throw new Problem('node.bad-url', 'The address of the node cannot be read: it begins with https:// as its provider gives it.')
  }
  const url = new URL(text)
  const isPrivate = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname))
  if (!isPrivate) {
    throw new Problem(
      'node.not-private',
      `The node ${url.host} must be asked over https; plain http is for a node on this computer only.`,
    )
  }
  const { username, password, host } = url
  url.username = ''
  url.password = ''
  url.hash = ''
  const secret = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  const authorization = username === '' ? null : `Basic ${Buffer.from(secret).toString('base64')}`
  return { href: url.href, host, authorization }
}
