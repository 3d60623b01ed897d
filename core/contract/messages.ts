/** What travels between renderer and main, the same over Electron IPC and over the WebSocket. Replies are data. */
import { z } from 'zod'
import { problemDataSchema } from '../model/problem'

const callId = z.number().int().nonnegative()

export const clientMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('call'), id: callId, name: z.string(), input: z.unknown() }),
  z.object({ type: z.literal('cancel'), id: callId }),
])
export type ClientMessage = z.infer<typeof clientMessageSchema>

export const serverMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('reply'), id: callId, ok: z.literal(true), value: z.unknown() }),
  z.object({ type: z.literal('failure'), id: callId, ok: z.literal(false), problem: problemDataSchema }),
  z.object({ type: z.literal('progress'), id: callId, value: z.unknown() }),
  z.object({ type: z.literal('event'), name: z.string(), payload: z.unknown() }),
])
export type ServerMessage = z.infer<typeof serverMessageSchema>

/** A way to send messages to main and hear from it. Electron's bridge and the WebSocket each are one. */
export interface ClientTransport {
  send(message: ClientMessage): void
  /** @returns a function that stops listening. */
  onMessage(listener: (message: unknown) => void): () => void
  /** Called when the other side is gone: every pending call then fails. @returns a function that stops listening. */
  onDisconnect(listener: () => void): () => void
}
