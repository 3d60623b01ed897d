/** A window's end of the line to a console under test, without a window: the contract over its WebSocket. */
import { type ConsoleContract, consoleContract } from '#core/contract/consoleContract'
import { type ContractClient, createClient } from '#core/contract/createClient'
import { Problem } from '#core/model/problem'
import { openProvedSocket } from '../main/browser/testing/openProvedSocket'

export interface ConsoleSocket extends ContractClient<ConsoleContract> {
  /** Every message of the contract that came, as text. */
  readonly received: readonly string[]
  close(): void
}

/** @param url the console's address with its key, as it prints it. @throws Error when it does not let us in. */
export async function connectToConsole(url: string): Promise<ConsoleSocket> {
  const socket = await openProvedSocket(url)
  const received: string[] = []
  socket.on('message', (data) => received.push(String(data)))
  const client = createClient(consoleContract, {
    send: (message) => socket.send(JSON.stringify(message)),
    onMessage: (listener) => {
      const hear = (data: unknown) => listener(JSON.parse(String(data)))
      socket.on('message', hear)
      return () => socket.off('message', hear)
    },
    onDisconnect: (listener) => {
      const lose = () => listener(new Problem('contract.disconnected', 'The console closed the line.'))
      socket.on('close', lose)
      return () => socket.off('close', lose)
    },
  })
  return { ...client, received, close: () => socket.close() }
}
