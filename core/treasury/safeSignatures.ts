/**
 * Signatures of a Safe's owners over one safeTxHash. Each is 65 bytes: r, s and v. v tells the kind: 27 and 28 sign the hash
 * itself (typed data), 31 and 32 the same as a personal message, 1 points at an approval that stands on the chain.
 */
import type { Address, Hex } from 'viem'
import { concat, getAddress, hashMessage, hexToNumber, recoverAddress, size, slice } from 'viem/utils'
import { checkHoldersAddress } from '../model/evmAddress'
import { validateArgument } from '../model/problem'

export interface SafeOwners {
  owners: readonly Address[]
  /** How many of them must agree. */
  threshold: number
}

export interface GivenSignature {
  /** Who is said to have signed. */
  owner: Address
  signature: Hex
}

export interface OwnerSignature extends GivenSignature {
  /** An approved hash proves nothing here: whether the owner approved is seen on the chain only. */
  kind: 'typed data' | 'personal message' | 'approved hash'
}

/** `stranger`: no owner. `another`: by somebody else, or over another hash. */
export type LeftOutReason = 'malformed' | 'contract' | 'stranger' | 'another' | 'twice'

export interface CheckedSignatures {
  /** One for each owner, in ascending order of address, as the Safe wants them. */
  good: OwnerSignature[]
  leftOut: (GivenSignature & { reason: LeftOutReason })[]
  /** Signatures still missing; approved hashes are not counted. */
  missing: number
}

const SIGNATURE_BYTES = 65
/** `v` of a signature over the personal message is 4 more. */
const PERSONAL_MESSAGE = 4

/** @throws Problem `safe.bad-owners` or `safe.bad-threshold` for a Safe that cannot be. */
export async function checkSafeSignatures(
  safeTxHash: Hex,
  safe: SafeOwners,
  given: readonly GivenSignature[],
): Promise<CheckedSignatures> {
  checkOwners(safe)
  const good = new Map<Address, OwnerSignature>()
  const leftOut: CheckedSignatures['leftOut'] = []
  for (const each of given) {
    const read = await readSignature(safeTxHash, each, safe.owners)
    if (typeof read === 'string') {
      leftOut.push({ ...each, reason: read })
      continue
    }
    const before = good.get(read.owner)
    const better = isBetter(read, before)
    if (better) good.set(read.owner, read)
    const spare = better ? before : read
    if (spare) leftOut.push({ owner: spare.owner, signature: spare.signature, reason: 'twice' })
  }
  const inOrder = [...good.values()].sort((a, b) => ascending(a.owner, b.owner))
  const signed = inOrder.filter(({ kind }) => kind !== 'approved hash').length
  return { good: inOrder, leftOut, missing: Math.max(0, safe.threshold - signed) }
}

/**
 * The bytes for `execTransaction`: of as many owners as the threshold asks for. Signatures come before approved hashes, because
 * only they are proved.
 * @throws Problem `safe.signatures-missing`
 */
export function joinSignatures({ good }: CheckedSignatures, threshold: number): Hex {
  validateArgument(
    good.length >= threshold,
    'safe.signatures-missing',
    `${good.length} of ${threshold} owners have signed: collect the other signatures first.`,
  )
  const provedFirst = [...good].sort((a, b) => Number(a.kind === 'approved hash') - Number(b.kind === 'approved hash'))
  const chosen = provedFirst.slice(0, threshold).sort((a, b) => ascending(a.owner, b.owner))
  return concat(chosen.map(({ signature }) => signature))
}

async function readSignature(
  safeTxHash: Hex,
  { owner, signature }: GivenSignature,
  owners: readonly Address[],
): Promise<OwnerSignature | LeftOutReason> {
  if (!/^0x[0-9a-fA-F]*$/.test(signature) || size(signature) !== SIGNATURE_BYTES) return 'malformed'
  const v = hexToNumber(slice(signature, 64))
  if (v === 0) return 'contract'
  const kind = kindOf(v)
  if (kind === undefined) return 'malformed'
  const signer = await signerOf(safeTxHash, signature, kind, v)
  if (signer === undefined) return 'malformed'
  if (!owners.includes(owner)) return 'stranger'
  return signer === owner ? { owner, signature, kind } : 'another'
}

function kindOf(v: number): OwnerSignature['kind'] | undefined {
  if (v === 1) return 'approved hash'
  if (v === 27 || v === 28) return 'typed data'
  return v === 27 + PERSONAL_MESSAGE || v === 28 + PERSONAL_MESSAGE ? 'personal message' : undefined
}

/** Who made it; an approved hash names its owner in the place of r. Undefined where the numbers are no signature. */
async function signerOf(safeTxHash: Hex, signature: Hex, kind: OwnerSignature['kind'], v: number): Promise<Address | undefined> {
  const [r, s] = [slice(signature, 0, 32), slice(signature, 32, 64)]
  if (kind === 'approved hash') return /^0x0{24}/.test(r) ? getAddress(slice(r, 12)) : undefined
  const yParity = (v - 27) % PERSONAL_MESSAGE
  const hash = kind === 'typed data' ? safeTxHash : hashMessage({ raw: safeTxHash })
  try {
    return await recoverAddress({ hash, signature: { r, s, yParity } })
  } catch {
    return undefined
  }
}

/** A signature takes the place of an approved hash by the same owner. */
function isBetter(read: OwnerSignature, before: OwnerSignature | undefined): boolean {
  return before === undefined || (before.kind === 'approved hash' && read.kind !== 'approved hash')
}

function ascending(a: Address, b: Address): number {
  return a.toLowerCase() < b.toLowerCase() ? -1 : 1
}

/** @throws Problem `address.*`, `safe.bad-owners` or `safe.bad-threshold` */
export function checkOwners({ owners, threshold }: { owners: readonly string[]; threshold: number }): void {
  for (const [at, owner] of owners.entries()) checkHoldersAddress(owner, `owner ${at + 1}`)
  validateArgument(
    new Set(owners).size === owners.length,
    'safe.bad-owners',
    'An owner is named twice: read the owners from the Safe again.',
  )
  validateArgument(
    Number.isInteger(threshold) && threshold >= 1 && threshold <= owners.length,
    'safe.bad-threshold',
    `${threshold} of ${owners.length} owners cannot be: read owners and threshold from the Safe again.`,
  )
}
