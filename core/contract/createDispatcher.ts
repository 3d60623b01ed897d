/** Main's side of a contract: checks each call, runs its handler, and answers with data, never with a throw. */
import type { z } from 'zod'
import type { CancelSignal } from '../model/cancelSignal'
import { Problem } from '../model/problem'
import type { CallName, CallProgress, ContractSpec, EventName, EventPayload } from './defineContract'
import { clientMessageSchema, type ServerMessage } from './messages'

export interface CallContext<Progress> {
  signal: CancelSignal
  progress(value: Progress): void
}

export type Handlers<C extends ContractSpec> = {
  [N in CallName<C>]: (
    input: z.output<C['calls'][N]['input']>,
    context: CallContext<CallProgress<C, N>>,
  ) => Promise<z.input<C['calls'][N]['output']>>
}

export interface Dispatcher<C extends ContractSpec> {
  /** One connected renderer. `close` cancels what it still has under way. */
  connect(send: (message: ServerMessage) => void): { receive(raw: unknown): Promise<void>; close(): void }
  /** Tells every connected renderer. */
  emit<N extends EventName<C>>(name: N, payload: EventPayload<C, N>): void
}

/** Makes the canceller of one call; AbortController fits, but core has no DOM. */
export type CreateCanceller = () => { signal: CancelSignal; abort(): void }

export function createDispatcher<C extends ContractSpec>(
  contract: C,
  handlers: Handlers<C>,
  createCanceller: CreateCanceller,
): Dispatcher<C> {
  const senders = new Set<(message: ServerMessage) => void>()

  async function run(name: string, input: unknown, context: CallContext<never>): Promise<unknown> {
    const spec = Object.hasOwn(contract.calls, name) ? contract.calls[name] : undefined
    if (!spec) throw new Problem('contract.unknown-call', `This version of the console does not know "${name.slice(0, 60)}".`)
    const parsed = spec.input.safeParse(input)
    if (!parsed.success) {
      const issue = parsed.error.issues[0]
      throw new Problem('contract.invalid-input', `"${name}" got a value it cannot use: ${issue?.message ?? 'unknown'}.`, {
        field: issue?.path.join('.'),
      })
    }
    const output = await handlers[name as CallName<C>](parsed.data as never, context)
    return spec.output.parse(output)
  }

  return {
    connect(send) {
      const running = new Map<number, ReturnType<CreateCanceller>>()
      senders.add(send)
      return {
        async receive(raw) {
          const message = clientMessageSchema.safeParse(raw)
          if (!message.success) return
          if (message.data.type === 'cancel') {
            running.get(message.data.id)?.abort()
            return
          }
          const { id, name, input } = message.data
          const canceller = createCanceller()
          running.set(id, canceller)
          try {
            const value = await run(name, input, {
              signal: canceller.signal,
              progress: (progress) => send({ type: 'progress', id, value: progress }),
            })
            send({ type: 'reply', id, ok: true, value })
          } catch (thrown) {
            const problem = Problem.from(
              thrown,
              'console.unexpected',
              'The console met an unexpected fault; nothing was changed. Try again, and see the journal if it stays.',
            )
            send({ type: 'failure', id, ok: false, problem: problem.toData() })
          } finally {
            running.delete(id)
          }
        },
        close() {
          senders.delete(send)
          for (const canceller of running.values()) canceller.abort()
        },
      }
    },
    emit(name, payload) {
      for (const send of senders) send({ type: 'event', name, payload })
    },
  }
}
