/** The keys and payload formats of the simulated Ledger: BIP-32 paths, transactions and messages as APDU data. */
import { type Hex, hashMessage, keccak256, toHex } from 'viem'
import { mnemonicToAccount, sign } from 'viem/accounts'
import { readTransaction } from '#core/treasury/signing/readTransaction'

/** Public seed of Ledger's emulator; never the seed of anybody's money. */
export const EMULATOR_SEED =
  'glory promote mansion idle axis finger extra february uncover one trip resource lawn turtle enact monster seven myth punch hobby comfort wild raise skin'

const HARDENED = 0x80000000
const MESSAGE_V = 27
const EIP155_V = 35

type Path = `m/44'/60'/${string}`

export interface SigningRequest {
  /** Whether there is call data, which the device can only show as a hash. */
  callsContract: boolean
  /** Null for what counts on no chain. */
  chainId: number | null
  /** v, r and s: 65 bytes. */
  sign(): Promise<Buffer>
}

type Reading = SigningRequest | 'incomplete' | 'unsupported' | 'malformed'

interface SimulatedSigner {
  /** @param data path as the app takes it. @returns public key and address, each after its length. */
  address(data: Buffer): Buffer
  /** @param payload path and the part of the transaction received so far. */
  readTransaction(payload: Buffer): Reading
  /** @param payload path, length and the part of the message received so far. */
  readMessage(payload: Buffer): Reading
  /** @param data path as the app takes it. */
  signTypedData(data: Buffer, digest: Hex): Promise<Buffer>
}

/** @param seed words of a public test seed. */
export function createSimulatedSigner(seed: string = EMULATOR_SEED): SimulatedSigner {
  const accounts = new Map<string, ReturnType<typeof mnemonicToAccount>>()

  function account(path: Path) {
    const known = accounts.get(path) ?? mnemonicToAccount(seed, { path })
    accounts.set(path, known)
    return known
  }

  async function signHash(hash: Hex, path: Path, vOf: (parity: number) => number): Promise<Buffer> {
    const privateKey = account(path).getHdKey().privateKey
    if (!privateKey) throw new Error('The simulated Ledger has no key for this path')
    const { r, s, yParity = 0 } = await sign({ hash, privateKey: toHex(privateKey) })
    const bytes = Buffer.from(`00${r.slice(2).padStart(64, '0')}${s.slice(2).padStart(64, '0')}`, 'hex')
    bytes.writeUInt8(vOf(yParity) & 0xff, 0)
    return bytes
  }
  const messageV = (parity: number) => MESSAGE_V + parity

  return {
    address(data) {
      const { publicKey, address } = account(readPath(data).path)
      const key = Buffer.from(publicKey.slice(2), 'hex')
      const text = Buffer.from(address.slice(2))
      return Buffer.concat([Buffer.from([key.length]), key, Buffer.from([text.length]), text])
    },
    readTransaction(payload) {
      const { path, rest } = readPath(payload)
      if (rest.length === 0) return 'malformed'
      const isList = (rest[0] ?? 0) >= 0xc0
      if (!isList && rest[0] !== 0x02) return 'unsupported'
      const typeBytes = isList ? 0 : 1
      const expectedBytes = typeBytes + encodedListBytes(rest.subarray(typeBytes))
      if (rest.length < expectedBytes) return 'incomplete'
      if (rest.length > expectedBytes) return 'malformed'
      const unsigned = toHex(rest)
      const transaction = parsed(unsigned)
      if (!transaction) return 'malformed'
      const { type, chainId, data = '0x' } = transaction
      // One byte, cut off where the number is larger, as in the real app: the kit makes it whole again.
      const vOf = (parity: number) => (type === 'legacy' ? 2 * chainId + EIP155_V + parity : parity)
      return { callsContract: data !== '0x', chainId, sign: () => signHash(keccak256(unsigned), path, vOf) }
    },
    readMessage(payload) {
      const { path, rest } = readPath(payload)
      const length = rest.readUInt32BE(0)
      const message = rest.subarray(4)
      if (message.length < length) return 'incomplete'
      if (message.length > length || length === 0) return 'malformed'
      const digest = hashMessage({ raw: Uint8Array.from(message) })
      return { callsContract: false, chainId: null, sign: () => signHash(digest, path, messageV) }
    },
    signTypedData: (data, digest) => signHash(digest, readPath(data).path, messageV),
  }
}

/** Null when the bytes are no transaction. */
function parsed(unsigned: Hex) {
  try {
    return readTransaction(unsigned)
  } catch {
    return null
  }
}

/** @throws RangeError when the bytes are no path; the device answers 6a80. */
function readPath(data: Buffer): { path: Path; rest: Buffer } {
  const levels = data[0] ?? 0
  if (levels < 1 || levels > 10) throw new RangeError('A path has one to ten levels')
  const words = Array.from({ length: levels }, (_, level) => data.readUInt32BE(1 + 4 * level))
  const text = words.map((word) => (word >= HARDENED ? `${word - HARDENED}'` : `${word}`))
  return { path: `m/${text.join('/')}` as Path, rest: data.subarray(1 + 4 * levels) }
}

/** Length in bytes of the RLP list that begins here, from its header; Infinity while the header is incomplete. */
function encodedListBytes(bytes: Buffer): number {
  const head = bytes[0] ?? 0
  if (head < 0xf8) return 1 + Math.max(0, head - 0xc0)
  const lengthBytes = head - 0xf7
  if (bytes.length < 1 + lengthBytes) return Number.POSITIVE_INFINITY
  return 1 + lengthBytes + bytes.readUIntBE(1, Math.min(lengthBytes, 6))
}
