/** The keys and payload formats of the simulated Ledger: BIP-32 paths and EIP-1559 transactions as APDU data. */
import { type Hex, keccak256, parseTransaction, type TransactionSerializedEIP1559, toHex } from 'viem'
import { mnemonicToAccount, sign } from 'viem/accounts'

/** Public seed of Ledger's emulator; never the seed of anybody's money. */
const EMULATOR_SEED =
  'glory promote mansion idle axis finger extra february uncover one trip resource lawn turtle enact monster seven myth punch hobby comfort wild raise skin'

const EIP1559_TYPE = 0x02
const HARDENED = 0x80000000

interface SigningRequest {
  /** Whether there is call data, which the device can only show as a hash. */
  callsContract: boolean
  /** v (the y parity), r and s: 65 bytes. */
  sign(): Promise<Buffer>
}

interface SimulatedSigner {
  /** @param data path as the app takes it. @returns public key and address, each after its length. */
  address(data: Buffer): Buffer
  /** @param payload path and the part of the transaction received so far. */
  readRequest(payload: Buffer): SigningRequest | 'incomplete' | 'unsupported' | 'malformed'
}

export function createSimulatedSigner(): SimulatedSigner {
  const accounts = new Map<string, ReturnType<typeof mnemonicToAccount>>()

  function account(path: `m/44'/60'/${string}`) {
    const known = accounts.get(path) ?? mnemonicToAccount(EMULATOR_SEED, { path })
    accounts.set(path, known)
    return known
  }

  return {
    address(data) {
      const { publicKey, address } = account(readPath(data).path)
      const key = Buffer.from(publicKey.slice(2), 'hex')
      const text = Buffer.from(address.slice(2))
      return Buffer.concat([Buffer.from([key.length]), key, Buffer.from([text.length]), text])
    },
    readRequest(payload) {
      const { path, rest } = readPath(payload)
      if (rest.length === 0) return 'malformed'
      if (rest[0] !== EIP1559_TYPE) return 'unsupported'
      const expectedBytes = 1 + encodedListBytes(rest.subarray(1))
      if (rest.length < expectedBytes) return 'incomplete'
      if (rest.length > expectedBytes) return 'malformed'
      const unsigned = toHex(rest) as TransactionSerializedEIP1559
      const data = readCallData(unsigned)
      if (data === null) return 'malformed'
      return {
        callsContract: data !== '0x',
        sign: () => signHash(keccak256(unsigned), path),
      }
    },
  }

  async function signHash(hash: Hex, path: `m/44'/60'/${string}`): Promise<Buffer> {
    const privateKey = account(path).getHdKey().privateKey
    if (!privateKey) throw new Error('The simulated Ledger has no key for this path')
    const { r, s, yParity } = await sign({ hash, privateKey: toHex(privateKey) })
    return Buffer.from(`${yParity === 1 ? '01' : '00'}${r.slice(2).padStart(64, '0')}${s.slice(2).padStart(64, '0')}`, 'hex')
  }
}

/** Null when the bytes are no transaction. */
function readCallData(unsigned: TransactionSerializedEIP1559): Hex | null {
  try {
    return parseTransaction(unsigned).data ?? '0x'
  } catch {
    return null
  }
}

/** @throws RangeError when the bytes are no path; the device answers 6a80. */
function readPath(data: Buffer): { path: `m/44'/60'/${string}`; rest: Buffer } {
  const levels = data[0] ?? 0
  if (levels < 1 || levels > 10) throw new RangeError('A path has one to ten levels')
  const words = Array.from({ length: levels }, (_, level) => data.readUInt32BE(1 + 4 * level))
  const text = words.map((word) => (word >= HARDENED ? `${word - HARDENED}'` : `${word}`))
  return { path: `m/${text.join('/')}` as `m/44'/60'/${string}`, rest: data.subarray(1 + 4 * levels) }
}

/** Length in bytes of the RLP list that begins here, from its header; Infinity while the header is incomplete. */
function encodedListBytes(bytes: Buffer): number {
  const head = bytes[0] ?? 0
  if (head < 0xf8) return 1 + Math.max(0, head - 0xc0)
  const lengthBytes = head - 0xf7
  if (bytes.length < 1 + lengthBytes) return Number.POSITIVE_INFINITY
  return 1 + lengthBytes + bytes.readUIntBE(1, Math.min(lengthBytes, 6))
}
