/** For tests: recorded exchanges with the real Ethereum app, replayed strictly in order behind the hw-transport port. */
import type { TypedData } from '@ledgerhq/device-signer-kit-ethereum'
import { RecordStore } from '@ledgerhq/hw-transport-mocker'
import { readFixtureJson, readFixtureText } from '../../../fixtures/readFixture'
import type { HwTransport } from '../hwTransportPort'

const RECORDINGS = 'recordings/ledger'

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
  const index = readFixtureJson(`${RECORDINGS}/index.json`) as Record<string, RecordedCase>
  return Object.entries(index)
}

export function readExchanges(file: string): Exchange[] {
  return RecordStore.fromString(readFixtureText(`${RECORDINGS}/${file}`)).queue
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
