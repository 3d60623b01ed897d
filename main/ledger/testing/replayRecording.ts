/** For tests: recorded exchanges with the real Ethereum app, replayed strictly in order behind the hw-transport port. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { TypedData } from '@ledgerhq/device-signer-kit-ethereum'
import { RecordStore } from '@ledgerhq/hw-transport-mocker'
import type { HwTransport } from '../hwTransportPort'

const RECORDINGS = resolve(process.cwd(), '../shared/recordings/ledger')

/** One entry of the recordings' index. */
export interface RecordedCase {
  file: string
  op: 'getAddress' | 'signTransaction' | 'signTypedData'
  path: string
  unsignedTx?: `0x${string}`
  typedData?: TypedData
  expectedAddress: `0x${string}`
  result?: { address?: string; r?: string; s?: string; v?: number }
  error?: { errorCode: string }
}

export type Exchange = [apdu: string, answer: string]

export interface Replay extends HwTransport {
  /** What was recorded and not asked for. */
  remaining(): Exchange[]
}

export function recordedCases(): [name: string, recorded: RecordedCase][] {
  const index = JSON.parse(readFileSync(resolve(RECORDINGS, 'index.json'), 'utf8')) as Record<string, RecordedCase>
  return Object.entries(index)
}

export function readExchanges(file: string): Exchange[] {
  return RecordStore.fromString(readFileSync(resolve(RECORDINGS, file), 'utf8')).queue
}

export function replayExchanges(exchanges: Exchange[]): Replay {
  const store = new RecordStore([...exchanges])
  return {
    exchange: async (apdu) => store.replayExchange(apdu),
    close: async () => undefined,
    on: () => undefined,
    remaining: () => store.queue,
  }
}
