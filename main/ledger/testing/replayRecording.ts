/**
 * For tests: recorded exchanges with the real Ethereum app, behind the hw-transport port. Recordings stand in the fixtures; in
 * the folder that COMMONMAST_LEDGER_RECORDINGS names stand further ones, with an index of their own.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { RecordStore } from '@ledgerhq/hw-transport-mocker'
import { fixturePath } from '../../../fixtures/readFixture'
import type { HwTransport } from '../hwTransportPort'
import { type RecordedCase, readRecordedCase } from './recordedCase'

const FOLDERS = [process.env.COMMONMAST_LEDGER_RECORDINGS, fixturePath('recordings/ledger')].filter((folder) => folder)

const SHOWN_ADDRESS = 'e00201'
/** Of an APDU, the length of its data included. */
const HEADER_DIGITS = 10

export type Exchange = [apdu: string, answer: string]

export interface Replay extends HwTransport {
  /** What was recorded and not asked for. */
  remaining(): Exchange[]
}

/** Every recording that an index names. @throws Error for one whose kind is not known. */
export function recordedCases(): [name: string, recorded: RecordedCase][] {
  const cases = FOLDERS.flatMap((folder = '') => {
    const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as Record<string, unknown>
    return Object.entries(index).map(([name, entry]): [string, RecordedCase] => [name, readRecordedCase(name, entry)])
  })
  return [...new Map(cases)]
}

export function readExchanges(file: string): Exchange[] {
  const path = FOLDERS.map((folder = '') => join(folder, file)).find(existsSync)
  if (path === undefined) throw new Error(`There is no recording ${file}`)
  return RecordStore.fromString(readFileSync(path, 'utf8')).queue
}

/** Strictly in order. */
export function replayExchanges(exchanges: Exchange[]): Replay {
  const store = new RecordStore([...exchanges])
  return {
    exchange: async (apdu) => store.replayExchange(apdu),
    close: async () => undefined,
    on: () => undefined,
    remaining: () => store.queue,
  }
}

/**
 * Also in order, but what nothing was recorded of is answered by another: recordings of other programs lack what the kit asks
 * before it signs, and hold what it does not ask.
 * @param asksElsewhere which APDUs the other may answer
 */
export function replayWithin(exchanges: Exchange[], other: HwTransport, asksElsewhere: (apdu: string) => boolean): HwTransport {
  let remaining = exchanges
  return {
    async exchange(apdu) {
      const asked = apdu.toString('hex')
      const at = remaining.findIndex(([recorded]) => isSame(recorded, asked))
      const answer = remaining[at]?.[1]
      if (answer !== undefined) {
        remaining = remaining.slice(at + 1)
        return Buffer.from(answer, 'hex')
      }
      if (asksElsewhere(asked)) return other.exchange(apdu)
      throw new Error(`Nothing was recorded of ${asked}`)
    },
    close: () => other.close(),
    on: () => undefined,
  }
}

/** The kit names a chain behind the path of an address that is shown; the older library does not. */
function isSame(recorded: string, asked: string): boolean {
  const isShown = recorded.startsWith(SHOWN_ADDRESS) && asked.startsWith(SHOWN_ADDRESS)
  return recorded === asked || (isShown && asked.slice(HEADER_DIGITS).startsWith(recorded.slice(HEADER_DIGITS)))
}
