/**
 * A simulated Ledger for training and tests: an hw-transport that speaks the Ethereum app's real APDUs. Its seed is the
 * public one of Ledger's emulator, so its signatures (RFC 6979) are byte for byte those of the recordings, and nobody
 * may own anything with it. Source: Ethereum app 1.22.0, `doc/ethapp.adoc`.
 */
import { isDevelopmentChain } from '#core/model/developmentChains'
import type { HwTransport } from './hwTransportPort'
import { TRAINING_CHAIN_REFUSED } from './ledgerProblem'
import { createSimulatedSigner, type SigningRequest } from './simulatedSigner'
import { createSimulatedTypedData } from './simulatedTypedData'

/** What goes wrong, to learn what the console then says. */
type SimulatedFault = 'wrong-app' | 'locked' | 'unplugged-while-signing' | 'blind-signing-off'

export interface SimulatedLedgerOptions {
  /** How long the pretended person reads before deciding. */
  reviewMs?: number
  decision?: 'approve' | 'reject'
  fault?: SimulatedFault | null
  appVersion?: string
  /** Words of another public test seed than that of Ledger's emulator. */
  seed?: string
  /** For tests in which it stands for a real one. Else it signs nothing that counts on any but a development chain. */
  signsForAnyChain?: boolean
}

const OK = hex('9000')
const REJECTED = hex('6985')
const LOCKED = hex('5515')
const UNKNOWN_CLASS = hex('6e00')
const UNKNOWN_INSTRUCTION = hex('6d00')
const INVALID_DATA = hex('6a80')
const UNSUPPORTED_TRANSACTION = hex('6501')

export function createSimulatedLedger(options: SimulatedLedgerOptions = {}): HwTransport {
  const { reviewMs = 0, decision = 'approve', fault = null, appVersion = '1.22.0', signsForAnyChain = false } = options
  const signer = createSimulatedSigner(options.seed)
  const typedData = createSimulatedTypedData()
  const listeners = new Set<() => void>()
  let pendingPayload = Buffer.alloc(0)
  let endReview: (() => void) | undefined
  let connected = true
  let exchanging = false

  async function answer(apdu: Buffer): Promise<Buffer> {
    if (fault === 'locked') return LOCKED
    if (apdu.readUInt16BE(0) === 0xb001) {
      return appAndVersion(fault === 'wrong-app' ? ['Boilerplate', '2.3.1'] : ['Ethereum', appVersion])
    }
    if (apdu[0] !== 0xe0) return UNKNOWN_CLASS
    const data = apdu.subarray(5)
    if (fault === 'wrong-app') return answerOfAnotherApp(apdu[1])
    switch (apdu[1]) {
      case 0x06:
        return hex(fault === 'blind-signing-off' ? '020116009000' : '030116009000')
      case 0x02:
        return giveAddress(apdu[2] === 0x01, data)
      case 0x20:
        return hex('ca204b379000')
      case 0x04:
        return signChunk(apdu[2] === 0x00, data, signer.readTransaction)
      case 0x08:
        return signChunk(apdu[2] === 0x00, data, signer.readMessage)
      case 0x1a:
        typedData.define(apdu[3] === 0xff, data)
        return OK
      case 0x1c:
        // With blind signing off, and raw messages as well, the app refuses the first value.
        if (fault === 'blind-signing-off' && apdu[3] === 0xff) return INVALID_DATA
        typedData.implement(apdu[3] ?? 0, apdu[2] === 0x00, data)
        return OK
      case 0x0c:
        return apdu[3] === 0x01 ? signTypedData(data) : INVALID_DATA
      default:
        return UNKNOWN_INSTRUCTION
    }
  }

  async function giveAddress(isShown: boolean, data: Buffer): Promise<Buffer> {
    const address = Buffer.concat([signer.address(data), OK])
    if (!isShown) return address
    await review()
    if (!connected) throw disconnected()
    return decision === 'approve' ? address : REJECTED
  }

  async function signChunk(first: boolean, data: Buffer, read: typeof signer.readTransaction): Promise<Buffer> {
    pendingPayload = first ? Buffer.from(data) : Buffer.concat([pendingPayload, data])
    const request = read(pendingPayload)
    if (request === 'incomplete') return OK
    pendingPayload = Buffer.alloc(0)
    if (request === 'unsupported') return UNSUPPORTED_TRANSACTION
    if (request === 'malformed') return INVALID_DATA
    if (request.callsContract && fault === 'blind-signing-off') return INVALID_DATA
    if (request.chainId !== null && !mayCountOn(request.chainId)) return hex(TRAINING_CHAIN_REFUSED)
    return decide(request)
  }

  function signTypedData(data: Buffer): Promise<Buffer> | Buffer {
    const { digest, chainId } = typedData.finish()
    // Without a chain it would count on every one.
    if (!mayCountOn(chainId)) return hex(TRAINING_CHAIN_REFUSED)
    return decide({ sign: () => signer.signTypedData(data, digest) })
  }

  function mayCountOn(chainId: number | null): boolean {
    return signsForAnyChain || (chainId !== null && isDevelopmentChain(chainId))
  }

  async function decide({ sign }: Pick<SigningRequest, 'sign'>): Promise<Buffer> {
    if (fault === 'unplugged-while-signing') unplug()
    await review()
    if (!connected) throw disconnected()
    return decision === 'approve' ? Buffer.concat([await sign(), OK]) : REJECTED
  }

  function review(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, connected ? reviewMs : 0)
      endReview = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  function unplug(): void {
    connected = false
    for (const listener of listeners) listener()
    endReview?.()
  }

  return {
    async exchange(apdu) {
      if (!connected) throw disconnected()
      if (exchanging) throw Object.assign(new Error('An exchange is under way'), { name: 'TransportRaceCondition' })
      exchanging = true
      try {
        return await answer(apdu)
      } catch (error) {
        if (error instanceof RangeError) return INVALID_DATA
        throw error
      } finally {
        exchanging = false
      }
    },
    async close() {
      connected = false
      endReview?.()
    },
    on: (_event, listener) => listeners.add(listener),
  }
}

function appAndVersion([name, version]: [string, string]): Buffer {
  const text = (value: string) => Buffer.from([value.length, ...Buffer.from(value)])
  return Buffer.concat([Buffer.from([1]), text(name), text(version), Buffer.from([1, 0]), OK])
}

/** What Ledger's Boilerplate app answers to the Ethereum app's instructions: to "sign", its own name and success. */
function answerOfAnotherApp(instruction: number | undefined): Buffer {
  if (instruction === 0x04) return Buffer.concat([Buffer.from('Boilerplate'), OK])
  return instruction === 0x06 ? hex('6a86') : UNKNOWN_INSTRUCTION
}

function disconnected(): Error {
  return Object.assign(new Error('The simulated Ledger was unplugged'), { name: 'DisconnectedDeviceDuringOperation' })
}

function hex(text: string): Buffer {
  return Buffer.from(text, 'hex')
}
