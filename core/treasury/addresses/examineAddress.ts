/**
 * What is to be said of an address before anybody is paid at it. Wherever one enters (a form, a file, a payout) it is examined
 * here, so that nothing is let through in one place that is stopped in another.
 */
import { checkHoldersAddress } from '../../model/evmAddress'
import { isSameAddress, looksAlike } from '../../model/lookAlikes'
import { Problem } from '../../model/problem'
import type { Member } from '../../model/records'
import { type AddressKind, checkAddressOf } from './addressKind'
import type { KnownContract } from './knownContracts'

/**
 * `refuse`: money sent there is lost, or the text cannot be trusted. `stop`: only a person who has compared every character may
 * go on. `warn`: unusual, and may well be meant. `note`: good to know.
 */
export type AddressSeverity = 'refuse' | 'stop' | 'warn' | 'note'

export type AddressFindingKind =
  | 'malformed'
  | 'no-checksum'
  | 'wrong-checksum'
  | 'zero'
  | 'known-contract'
  | 'contract'
  | 'looks-like-own'
  | 'looks-like-other'
  | 'shared'
  | 'changed'
  | 'never-paid'

export interface AddressFinding {
  kind: AddressFindingKind
  severity: AddressSeverity
  /** One whole sentence. */
  message: string
}

export interface AddressSurroundings {
  /** Whose address it is to be; null for somebody who is no member yet. */
  memberId: string | null
  /** What the member is called in the sentences. */
  name: string
  members: readonly Pick<Member, 'id' | 'name' | 'address'>[]
  contracts: readonly KnownContract[]
  /** Addresses at which the member was paid, the latest last. */
  paidAt: readonly string[]
  /** Whether code lies there, as it was seen on the chain; null while nobody has looked. */
  isContract: boolean | null
  /** Of the chain that is paid on; EVM when left out. */
  kind?: AddressKind
}

const REFUSED: Record<string, AddressFindingKind> = {
  'address.no-checksum': 'no-checksum',
  'address.wrong-checksum': 'wrong-checksum',
  'address.zero': 'zero',
  'address.no-key': 'zero',
}

const RANK: Record<AddressSeverity, number> = { refuse: 0, stop: 1, warn: 2, note: 3 }

/** Findings, the gravest first. One that is not whole is told so and nothing else. */
export function examineAddress(text: string, around: AddressSurroundings): AddressFinding[] {
  const refused = refusalOf(text, around)
  if (refused) return [refused]
  const findings = [
    ...contractFindings(text, around),
    ...othersFindings(text, around),
    ...ownFindings(text, around),
    ...paidFindings(text, around),
  ]
  return findings.sort((first, second) => RANK[first.severity] - RANK[second.severity])
}

/** Whether nobody may be paid there, whatever a person says. */
export function isRefused(findings: readonly AddressFinding[]): boolean {
  return findings.some(({ severity }) => severity === 'refuse')
}

function refusalOf(text: string, { kind = 'evm', name }: AddressSurroundings): AddressFinding | null {
  try {
    if (kind === 'evm') checkHoldersAddress(text, name)
    else checkAddressOf(kind, text, name)
    return null
  } catch (thrown) {
    const { code, message } = Problem.from(thrown, 'address.malformed', 'This is not an address.')
    return { kind: REFUSED[code] ?? 'malformed', severity: 'refuse', message }
  }
}

const CONTRACTS = {
  token: (name: string) =>
    `This is the contract of the token ${name}: what is sent to it is lost. Give the member's own address.`,
  distributor: (name: string) =>
    `This is a distributor of ${name}: what is sent to it belongs to nobody. Give the member's own address.`,
  multisend: (name: string) =>
    `This is the contract by which ${name} sends to many: what is sent to it is lost. Give the member's own address.`,
} as const

function contractFindings(text: string, { contracts, isContract, name }: AddressSurroundings): AddressFinding[] {
  const known = contracts.filter(({ address }) => isSameAddress(address, text))
  const lost = known.find((contract) => contract.kind !== 'treasury')
  if (lost && lost.kind !== 'treasury') {
    return [{ kind: 'known-contract', severity: 'refuse', message: CONTRACTS[lost.kind](lost.name) }]
  }
  const [treasury] = known
  if (treasury) {
    const message = `This is the cooperative's own treasury ${treasury.name}: what ${name} is due would stay where it is.`
    return [{ kind: 'known-contract', severity: 'warn', message }]
  }
  if (isContract !== true) return []
  const message = `A contract lies at this address. Ask ${name} whether it is a wallet that can take the token.`
  return [{ kind: 'contract', severity: 'warn', message }]
}

function othersFindings(text: string, { members, memberId }: AddressSurroundings): AddressFinding[] {
  const others = members.filter(({ id, address }) => id !== memberId && address !== null)
  const same = others.filter(({ address }) => isSameAddress(address ?? '', text))
  const alike = others.filter(({ address }) => looksAlike(address ?? '', text))
  const findings: AddressFinding[] = alike.map(({ name, address }) => ({
    kind: 'looks-like-other',
    severity: 'stop',
    message: `Begins and ends like the address of ${name} (${address}) and is another one: compare every character.`,
  }))
  if (same.length > 0) {
    const names = same.map(({ name }) => name).join(', ')
    findings.push({ kind: 'shared', severity: 'warn', message: `The same address as ${names}: they are paid together.` })
  }
  return findings
}

/** Against the address that the member has now, and all at which they were paid. */
function ownFindings(text: string, { members, memberId, name, paidAt }: AddressSurroundings): AddressFinding[] {
  const own = members.find(({ id }) => id === memberId)?.address ?? null
  const before = [...new Set([...(own === null ? [] : [own]), ...paidAt])]
  return before
    .filter((address) => looksAlike(address, text))
    .map((address) => ({
      kind: 'looks-like-own',
      severity: 'stop',
      message: `Begins and ends like the old address of ${name} (${address}) and is another one, as an address does that is made to be mistaken: compare every character.`,
    }))
}

function paidFindings(text: string, { name, paidAt }: AddressSurroundings): AddressFinding[] {
  const last = paidAt.at(-1)
  if (last !== undefined && isSameAddress(last, text)) return []
  if (last !== undefined) {
    const message = `${name} was last paid at ${last}: nothing goes to this address before somebody else confirms it.`
    return [{ kind: 'changed', severity: 'warn', message }]
  }
  return [{ kind: 'never-paid', severity: 'note', message: 'Nothing was paid at this address yet.' }]
}
