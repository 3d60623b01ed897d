/** What a NATS server refuses or fails at, in words that say what to do. What it said itself is the cause. */
import { JetStreamApiCodes, JetStreamApiError } from '@nats-io/jetstream'
import { errors } from '@nats-io/transport-node'
import { causeChain } from '#core/model/causeChain'
import { Problem } from '#core/model/problem'
import { codeOf } from '../folder/FolderFiles'

/** Why no connection was made, or why it ended. @param place how messages name the server */
export function connectionProblem(place: string, thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown
  for (const link of causeChain(thrown)) {
    if (link instanceof errors.AuthorizationError || link instanceof errors.UserAuthenticationExpiredError) {
      return new Problem(
        'sync.access-refused',
        `${place} does not admit this laptop: its access was revoked or has expired, or is for another server. Ask the cooperative’s admin for a new access file.`,
        { cause: thrown },
      )
    }
    const words = tlsWords(link)
    if (words) return new Problem('sync.server-not-trusted', `${place} ${words}`, { cause: thrown })
  }
  return notAnsweringProblem(place, thrown)
}

/** Why a question to the stream came to nothing. */
export function streamProblem(place: string, thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown
  for (const link of causeChain(thrown)) {
    if (isNoResponder(link)) return noJetStreamProblem(place, thrown)
    if (link instanceof errors.PermissionViolationError) {
      return new Problem(
        'sync.access-refused',
        `${place} does not let this laptop’s access reach the cooperative’s stream: ask the cooperative’s admin for a new access file.`,
        { cause: thrown },
      )
    }
    if (link instanceof JetStreamApiError) {
      if (link.code === JetStreamApiCodes.StreamNotFound) return streamMissingProblem(place, thrown)
      if (NO_JETSTREAM.has(link.code)) return noJetStreamProblem(place, thrown)
      return new Problem(
        'sync.place-missing',
        `${place} cannot answer now: ask whoever runs it to look at its log, and sync again.`,
        {
          cause: thrown,
        },
      )
    }
  }
  return connectionProblem(place, thrown)
}

/** JetStream's error codes for being off, for this account or altogether. */
const NO_JETSTREAM: ReadonlySet<number> = new Set([JetStreamApiCodes.JetStreamNotEnabledForAccount, 10_076])
/** For no room: of the stream, of the account, of the disk. */
const NO_ROOM = new Set([10_002, 10_023, 10_028, 10_047, 10_077])

/** Why a message was not taken. */
export function appendProblem(place: string, thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown
  for (const link of causeChain(thrown)) {
    if (link instanceof errors.PermissionViolationError) return readOnlyProblem(place, thrown)
    if (!(link instanceof JetStreamApiError)) continue
    if (link.code === JetStreamApiCodes.StreamNotFound || NO_JETSTREAM.has(link.code)) break
    if (!NO_ROOM.has(link.code)) return readOnlyProblem(place, thrown)
    return new Problem(
      'sync.place-full',
      `${place} is full: ask whoever runs it for more room, then sync again. What was sent before stays there.`,
      { cause: thrown },
    )
  }
  return streamProblem(place, thrown)
}

export function streamMissingProblem(place: string, cause: unknown): Problem {
  return new Problem(
    'sync.stream-missing',
    `${place} holds no stream of the cooperative, as after it was set up or emptied: a keeper has to sync first, whose access may make it. Nothing was lost here.`,
    { cause },
  )
}

export function streamSettingsProblem(place: string, setting: string): Problem {
  return new Problem(
    'sync.stream-settings',
    `${place} has a stream of the cooperative’s name that this program did not make (${setting} is missing): let whoever runs it move that away, and a keeper sync first.`,
  )
}

/** The server says that it has more than it gives. */
export function gappedProblem(place: string, missing: number): Problem {
  return new Problem(
    'sync.place-unreadable',
    `${place} did not give ${missing} of the messages that it says it holds: sync again, and if it stays so, ask whoever runs it to look at its disk.`,
  )
}

function notAnsweringProblem(place: string, cause: unknown): Problem {
  return new Problem(
    'sync.place-missing',
    `${place} does not answer: check this laptop’s network, and whether the server runs and has room on its disk, then sync again. Nothing was lost.`,
    { cause },
  )
}

export function noJetStreamProblem(place: string, cause: unknown): Problem {
  return new Problem(
    'sync.no-jetstream',
    `${place} keeps no streams now: try again in a minute, as servers of a cluster choose who leads. If it stays so, let whoever runs it look for a full disk and start it with the configuration of “nats setup”.`,
    { cause },
  )
}

function readOnlyProblem(place: string, cause: unknown): Problem {
  return new Problem(
    'sync.place-read-only',
    `${place} takes nothing from this laptop: ask the cooperative’s admin for a new access file, and whoever runs the server whether its stream was changed.`,
    { cause },
  )
}

function isNoResponder(link: unknown): boolean {
  return link instanceof errors.NoRespondersError || (link instanceof errors.RequestError && link.isNoResponders())
}

const CERTIFICATE_UNKNOWN = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_SIGNATURE_FAILURE',
  'INVALID_CA',
])

/** What is wrong with the server's certificate or its TLS, null when it is something else. */
function tlsWords(link: unknown): string | null {
  const code = codeOf(link) ?? ''
  if (CERTIFICATE_UNKNOWN.has(code)) {
    return 'shows a certificate that this laptop does not know: somebody may be in between. Ask the cooperative’s admin whether it was changed, and for a new access file.'
  }
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    return 'shows a certificate that is not valid at this time: check this laptop’s clock, and ask whoever runs the server to renew it.'
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return 'shows a certificate of another name: check the address, and ask whoever runs the server for a certificate that names it.'
  }
  const isRefused = link instanceof errors.ConnectionError && link.message.includes("does not support 'tls'")
  if (isRefused || code.startsWith('ERR_SSL_') || code === 'EPROTO') {
    return 'does not speak TLS as this laptop’s access demands: somebody may be in between, or the server was set up anew. Nothing was sent to it.'
  }
  return null
}
