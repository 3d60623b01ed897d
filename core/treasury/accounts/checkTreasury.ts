/** A treasury as it is typed: one account, a Safe, or an account on Solana, with who signs for it. */
import { checkHoldersAddress } from '../../model/evmAddress'
import { Problem } from '../../model/problem'
import { addressKindOf, checkAddressOf } from '../addresses/addressKind'
import { checkIsCallOnly } from '../chain/knownSafeCode'
import type { DistributorKind } from '../model/payoutFileV4'
import type { TreasuryFacts } from '../model/treasuryFacts'
import { parsePathOf } from '../model/treasuryPath'
import type { TreasuryRecord } from '../model/treasuryRecords'
import { type CheckedForm, FormCheck, neededText, wholeNumberOf } from './typedForm'

export interface TypedSigner {
  address: string
  name: string
  derivationPath: string
}

export interface TypedDistributor {
  kind: DistributorKind
  address: string
  tokenAddress: string
}

export interface TypedTreasury {
  kind: TreasuryFacts['kind']
  name: string
  /** CAIP-2. */
  chain: string
  address: string
  /** Of a Safe: its owners; else the one account that signs, whose address is the treasury's. */
  signers: TypedSigner[]
  version: string
  threshold: string
  multiSendCallOnly: string
  distributors: TypedDistributor[]
}

/** `signers.0.address` names a field of a row. */
export type TreasuryField = 'name' | 'chain' | 'address' | 'version' | 'threshold' | 'multiSendCallOnly' | RowField
type RowField = `signers.${number}.${'address' | 'derivationPath'}` | `distributors.${number}.${'address' | 'tokenAddress'}`
export type TreasuryFields = Pick<TreasuryRecord, 'name' | 'facts' | 'signers' | 'distributors'>

/** @param others treasuries that are here, without the one that is edited */
export function checkTreasury(
  typed: TypedTreasury,
  others: readonly Pick<TreasuryRecord, 'name' | 'facts'>[],
): CheckedForm<TreasuryField, TreasuryFields> {
  const check = new FormCheck<TreasuryField>()
  const name = check.read('name', () => neededText(typed.name, 'Give the treasury the name by which people know it.'))
  const chain = check.read('chain', () => chainFor(typed))
  const address = addressIn(check, 'address', typed.address, 'the treasury', typed)
  const same = others.find(({ facts }) => facts.chain === chain && facts.address === address)
  if (same) check.fault('address', `This is ${same.name}, which is here already.`)
  const signers = signersOf(check, typed, address ?? '')
  const distributors = distributorsOf(check, typed)
  const safe = typed.kind === 'safe' ? safeFacts(check, typed, signers.length) : null
  return check.result(() => ({
    name: name ?? '',
    signers,
    distributors,
    facts: factsOf(typed.kind, { chain: chain ?? '', address: address ?? '' }, safe, signers),
  }))
}

interface SafeParts {
  version: string
  threshold: number
  multiSendCallOnly: string
}

function factsOf(
  kind: TreasuryFacts['kind'],
  place: { chain: string; address: string },
  safe: SafeParts | null,
  signers: readonly { address: string }[],
): TreasuryFacts {
  if (safe) return { kind: 'safe', ...place, ...safe, owners: signers.map(({ address }) => address) }
  return kind === 'solana' ? { kind, ...place } : { kind: 'account', ...place }
}

function chainFor({ chain, kind }: TypedTreasury): string {
  const typed = neededText(chain, 'Choose the chain that the treasury is on.')
  if ((addressKindOf(typed) === 'solana') === (kind === 'solana')) return typed
  throw new Problem(
    'treasury.other-chain',
    `${kind === 'solana' ? 'An account on Solana' : 'This'} is on another kind of chain: choose one that fits.`,
  )
}

function safeFacts(check: FormCheck<TreasuryField>, typed: TypedTreasury, owners: number): SafeParts {
  const version = check.read('version', () => neededText(typed.version, "Give the Safe's version, such as 1.4.1."))
  const threshold = check.read('threshold', () =>
    wholeNumberOf(typed.threshold, 1, Math.max(1, owners), 'The number of owners who must sign'),
  )
  const multiSendCallOnly = addressIn(check, 'multiSendCallOnly', typed.multiSendCallOnly, 'MultiSendCallOnly', typed)
  if (multiSendCallOnly !== null) check.read('multiSendCallOnly', () => checkIsCallOnly(multiSendCallOnly))
  return { version: version ?? '', threshold: threshold ?? 0, multiSendCallOnly: multiSendCallOnly ?? '' }
}

/** Of an account, the one signer is the account itself. */
function signersOf(check: FormCheck<TreasuryField>, typed: TypedTreasury, treasury: string): TreasuryRecord['signers'] {
  const rows =
    typed.kind === 'safe' ? typed.signers : typed.signers.slice(0, 1).map((signer) => ({ ...signer, address: treasury }))
  const seen = new Set<string>()
  return rows.map((row, at) => {
    const owner = row.name.trim() || `owner ${at + 1}`
    const address = typed.kind === 'safe' ? addressIn(check, `signers.${at}.address`, row.address, owner, typed) : row.address
    if (address !== null && seen.has(address)) check.fault(`signers.${at}.address`, 'This owner is here twice.')
    if (address !== null && address === treasury && typed.kind === 'safe') {
      check.fault(`signers.${at}.address`, 'A Safe is no owner of itself.')
    }
    seen.add(address ?? '')
    const path = check.read(`signers.${at}.derivationPath`, () => pathOf(row.derivationPath, typed.kind))
    return { address: address ?? '', name: row.name.trim(), derivationPath: path ?? '' }
  })
}

/** Empty while it is not known. */
function pathOf(text: string, kind: TreasuryFacts['kind']): string {
  return text.trim() === '' ? '' : parsePathOf(kind, text)
}

function distributorsOf(check: FormCheck<TreasuryField>, typed: TypedTreasury): TreasuryRecord['distributors'] {
  if (typed.kind === 'solana') return []
  return typed.distributors.map(({ kind, address, tokenAddress }, at) => ({
    kind,
    address: addressIn(check, `distributors.${at}.address`, address, 'the distributor', typed) ?? '',
    tokenAddress: addressIn(check, `distributors.${at}.tokenAddress`, tokenAddress, 'the token', typed) ?? '',
  }))
}

function addressIn(
  check: FormCheck<TreasuryField>,
  field: TreasuryField,
  text: string,
  whose: string,
  { kind }: TypedTreasury,
): string | null {
  return check.read(field, () => {
    const typed = neededText(text, `Give the address of ${whose}.`)
    return kind === 'solana' ? checkAddressOf('solana', typed, whose) : checkHoldersAddress(typed, whose)
  })
}
