/** The side of a contract that does the work, main or a worker: checks each call, runs its handler, and answers with data, never with a throw. */
import type { z } from 'zod'
import type { CancelSignal } from '../model/cancelSignal'
import { isFault } from '../model/fault'
import { Problem } from '../model/problem'
import type { CallName, CallProgress, ContractSpec, EventName, EventPayload } from './defineContract'
import { clientMessageSchema, type ServerMessage } from './messages'

export interface CallContext<Progress> {
  signal: CancelSignal
  progress(value: Progress): void
}

/** What the dispatcher gives a handler beside that. */
export interface LineContext<Signal extends CancelSignal> {
  signal: Signal
  /** Set off when the caller is content with what there is so far. */
  stopSignal: Signal
  /** Names buffers of the answer that are handed over rather than copied, where the line can. */
  transfer(buffers: readonly object[]): void
}

export type Handlers<C extends ContractSpec, Extra = unknown> = {
  [N in CallName<C>]: (
    input: z.output<C['calls'][N]['input']>,
    context: CallContext<CallProgress<C, N>> & Extra,
  ) => Promise<z.input<C['calls'][N]['output']>>
}

/** @param transfer buffers that are handed over rather than copied, where the line can. */
export type SendToClient = (message: ServerMessage, transfer?: readonly object[]) => void

export interface Dispatcher<C extends ContractSpec> {
  /** One connected renderer. `close` cancels what it still has under way. */
  connect(send: SendToClient): { receive(raw: unknown): Promise<void>; close(): void }
  /** Tells every connected renderer. */
  emit<N extends EventName<C>>(name: N, payload: EventPayload<C, N>): void
}

/** Makes the canceller of one call; AbortController fits, but core has no DOM. */
export type CreateCanceller<Signal extends CancelSignal> = () => { signal: Signal; abort(): void }

export interface DispatcherOptions {
  /** Told of every error of a handler that is the program's own or the disk's, for the fault log; see model/fault. */
  onFault?(call: string, problem: Problem): void
  /** What is said of an error that nobody foresaw. */
  unexpected?: { code: string; message: string }
}

const unexpectedInMain = {
  code: 'console.unexpected',
  message:
    'The console met an unexpected fault, and whether this was done is not known: look before you repeat it. Settings, Faults has the details.',
}

export function createDispatcher<C extends ContractSpec, Signal extends CancelSignal>(
  contract: C,
  handlers: Handlers<C, LineContext<Signal>>,
  createCanceller: CreateCanceller<Signal>,
  { onFault, unexpected = unexpectedInMain }: DispatcherOptions = {},
): Dispatcher<C> {
  const senders = new Set<SendToClient>()

  async function run(name: string, input: unknown, context: CallContext<never> & LineContext<Signal>): Promise<unknown> {
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
      const running = new Map<number, Record<'cancel' | 'stop', ReturnType<typeof createCanceller>>>()
      senders.add(send)
      return {
        async receive(raw) {
          const message = clientMessageSchema.safeParse(raw)
          if (!message.success) return
          if (message.data.type !== 'call') {
            running.get(message.data.id)?.[message.data.type].abort()
            return
          }
          const { id, name, input } = message.data
          const switches = { cancel: createCanceller(), stop: createCanceller() }
          const handedOver: object[] = []
          running.set(id, switches)
          try {
            const value = await run(name, input, {
              signal: switches.cancel.signal,
              stopSignal: switches.stop.signal,
              transfer: (buffers) => handedOver.push(...buffers),
              progress: (progress) => send({ type: 'progress', id, value: progress }),
            })
            send({ type: 'reply', id, ok: true, value }, handedOver)
          } catch (thrown) {
            const problem = Problem.from(thrown, unexpected.code, unexpected.message)
            if (isFault(problem)) onFault?.(name, problem)
            send({ type: 'failure', id, ok: false, problem: problem.toData() })
          } finally {
            running.delete(id)
          }
        },
        close() {
          senders.delete(send)
          for (const { cancel } of running.values()) cancel.abort()
        },
      }
    },
    emit(name, payload) {
      for (const send of senders) send({ type: 'event', name, payload })
    },
  }
}
