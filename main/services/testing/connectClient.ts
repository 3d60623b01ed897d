import { type ConsoleContract, consoleContract } from '#core/contract/consoleContract'
import { type ContractClient, createClient } from '#core/contract/createClient'
import type { ServerMessage } from '#core/contract/messages'
import type { Console } from '../composeHandlers'

/** A client joined to a console without a wire. */
export function connectClient(running: Console): ContractClient<ConsoleContract> {
  let hear: (message: unknown) => void = () => undefined
  const connection = running.dispatcher.connect((message: ServerMessage) => hear(structuredClone(message)))
  return createClient(consoleContract, {
    send: (message) => void connection.receive(structuredClone(message)),
    onMessage(listener) {
      hear = listener
      return () => undefined
    },
    onDisconnect: () => () => undefined,
  })
}
