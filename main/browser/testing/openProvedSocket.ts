import { once } from 'node:events'
import { WebSocket } from 'ws'
import { hostProofSchema, hostWelcomeSchema, type ProofOf } from '#core/contract/hostProof'
import { newKey, proofBy } from '../hostKeys'

/**
 * A window's socket, as a test opens it: both sides proved, messages of the contract follow.
 * @param url the console's address with its key @throws Error when one side does not know it
 */
export async function openProvedSocket(url: string): Promise<WebSocket> {
  const { origin, host, pathname } = new URL(url)
  const key = pathname.split('/')[1] ?? ''
  const socket = new WebSocket(`ws://${host}/socket`, { headers: { origin } })
  const next = async () => JSON.parse(String((await once(socket, 'message'))[0])) as unknown
  await once(socket, 'open')
  const pageNonce = newKey()
  socket.send(JSON.stringify({ type: 'hello', nonce: pageNonce }))
  const { nonce: hostNonce, proofs } = hostProofSchema.parse(await next())
  const proofOf = (who: ProofOf['who']) => proofBy(key, { who, origin, pageNonce, hostNonce })
  if (proofs.launch !== proofOf('host')) throw new Error('The console does not know its own address.')
  socket.send(JSON.stringify({ type: 'page-proof', key: 'launch', proof: proofOf('page') }))
  hostWelcomeSchema.parse(await next())
  return socket
}
