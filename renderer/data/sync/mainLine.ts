/** Main as a worker reaches it: by a line through its window, which passes on the calls of syncing and no others. */
import { type ConsoleContract, consoleContract } from '#core/contract/consoleContract'
import { type ContractClient, createClient } from '#core/contract/createClient'
import { createDispatcher, type Handlers, type LineContext } from '#core/contract/createDispatcher'
import { type CallName, defineContract } from '#core/contract/defineContract'
import { evidenceCalls } from '#core/contract/evidenceCalls'
import { syncCalls } from '#core/contract/syncCalls'

export type MainClient = Pick<ContractClient<ConsoleContract>, 'call'>

/** Contents of evidence travel in a round, and what copies them to folders is no part of it. */
const { 'evidence.keep': keep, 'evidence.read': read, 'evidence.held': held } = evidenceCalls
const lineCalls = { ...syncCalls, 'evidence.keep': keep, 'evidence.read': read, 'evidence.held': held }
const lineContract = defineContract({ calls: lineCalls, events: {} })

/** What is needed of a MessagePort. */
type Line = Pick<MessagePort, 'postMessage' | 'onmessage'>

/** The worker's end. It has no end of its own: whoever asked for the work ends the worker with it. */
export function clientOverLine(line: Line): MainClient {
  return createClient(consoleContract, {
    send: (message) => line.postMessage(message),
    onMessage(listener) {
      line.onmessage = ({ data }) => listener(data)
      return () => undefined
    },
    onDisconnect: () => () => undefined,
  })
}

/**
 * The window's end.
 * @returns what cuts the line, and cancels what is under way on it
 */
export function passOnCalls(line: Line, main: MainClient): () => void {
  const entries = (Object.keys(lineCalls) as CallName<typeof lineContract>[]).map((name) => [
    name,
    (input: never, { signal }: LineContext<AbortSignal>) => main.call(name, input, { signal }),
  ])
  const handlers = Object.fromEntries(entries) as Handlers<typeof lineContract, LineContext<AbortSignal>>
  const { receive, close } = createDispatcher(lineContract, handlers, () => new AbortController()).connect((message) =>
    line.postMessage(message),
  )
  line.onmessage = ({ data }) => void receive(data)
  return () => {
    line.onmessage = null
    close()
  }
}
