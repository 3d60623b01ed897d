/** What travels between the two sides of a contract, the same over Electron IPC, the WebSocket and to workers. Replies are data. */
import { z } from 'zod'
import { type Problem, problemDataSchema } from '../model/problem'

const callId = z.number().int().nonnegative()

export const clientMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('call'), id: callId, name: z.string(), input: z.unknown() }),
  z.object({ type: z.literal('cancel'), id: callId }),
  /** What there is so far is good enough. */
  z.object({ type: z.literal('stop'), id: callId }),
])
export type ClientMessage = z.infer<typeof clientMessageSchema>

export const serverMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('reply'), id: callId, ok: z.literal(true), value: z.unknown() }),
  z.object({ type: z.literal('failure'), id: callId, ok: z.literal(false), problem: problemDataSchema }),
  z.object({ type: z.literal('progress'), id: callId, value: z.unknown() }),
  z.object({ type: z.literal('event'), name: z.string(), payload: z.unknown() }),
])
export type ServerMessage = z.infer<typeof serverMessageSchema>

/** A way to send messages to the other side and hear from it. Electron's bridge, the WebSocket and a worker each are one. */
export interface ClientTransport {
  /**
   * @param transfer buffers that are handed over rather than copied, where the line can.
   * @throws Problem when the message cannot be sent; a call then has not begun.
   */
  send(message: ClientMessage, transfer?: readonly object[]): void
  /** @returns a function that stops listening. */
  onMessage(listener: (message: unknown) => void): () => void
  /**
   * Called when the other side is gone: every pending call then fails with `problem`, which may promise nothing of what was
   * under way. @returns a function that stops listening.
   */
  onDisconnect(listener: (problem: Problem) => void): () => void
}
