/** Lets a socket into the contract once both sides have proved themselves, and closes it where they have not in time. */
import type { WebSocket } from 'ws'
import { hostProofSchema, hostWelcomeSchema, type ProofOf, pageHelloSchema, pageProofSchema } from '#core/contract/hostProof'
import { type HostKeys, isProof, newKey, proofBy } from './hostKeys'

export interface SocketProof {
  origin: string
  keys: HostKeys
  /** See `hostWelcomeSchema`. */
  build: () => Promise<string>
  /** How long a page may take. */
  patienceMs: number
}

/** A code of its own, so that a page can tell it from a lost line. */
const NOT_PROVED = 4401

type Step = (message: unknown) => Promise<void>

/** @returns where messages go until the socket is let in; `onProved` then takes the rest */
export function proveSocket(socket: WebSocket, { origin, keys, build, patienceMs }: SocketProof, onProved: () => void): Step {
  const hostNonce = newKey()
  let pageNonce: string | null = null
  let isOver = false
  const refuse = () => {
    isOver = true
    socket.close(NOT_PROVED, 'not proved')
  }
  const timer = setTimeout(refuse, patienceMs)
  socket.once('close', () => clearTimeout(timer))
  const of = (who: ProofOf['who'], nonce: string): ProofOf => ({ who, origin, pageNonce: nonce, hostNonce })
  const say = (message: object) => socket.send(JSON.stringify(message))

  return async (message) => {
    if (isOver) return
    if (pageNonce === null) {
      const hello = pageHelloSchema.safeParse(message)
      if (!hello.success) return refuse()
      pageNonce = hello.data.nonce
      const told = of('host', pageNonce)
      const proofs = { launch: proofBy(keys.launch, told), installation: proofBy(keys.installation, told) }
      return say(hostProofSchema.parse({ type: 'host-proof', nonce: hostNonce, proofs }))
    }
    const answer = pageProofSchema.safeParse(message)
    if (!answer.success || !isProof(keys, answer.data.key, answer.data.proof, of('page', pageNonce))) return refuse()
    isOver = true
    clearTimeout(timer)
    const { launch: launchKey, installation: installationKey } = keys
    const welcome = hostWelcomeSchema.parse({ type: 'welcome', launchKey, installationKey, build: await build() })
    // Both in one turn: nothing of the contract may come before the welcome.
    if (socket.readyState === socket.OPEN) {
      say(welcome)
      onProved()
    }
  }
}
