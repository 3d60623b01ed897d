/**
 * The confirmation of a changed address by somebody else: signed with the key of another installation, or by an owner of the
 * treasury as a personal message over a sentence. SPEC.md, rules [AK1] to [AK3].
 */
import { ed25519 } from '@noble/curves/ed25519.js'
import { hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Hex } from 'viem'
import { recoverMessageAddress } from 'viem/utils'
import { canonicalJson } from '../../model/canonicalJson'
import { checkAddress } from '../../model/evmAddress'
import { type Finding, schemaFindings } from '../../model/finding'
import { invariant, Problem, validateArgument } from '../../model/problem'
import {
  ADDRESS_CONFIRMATION_FORMAT,
  type AddressConfirmation,
  type AddressConfirmationFacts,
  addressConfirmationSchema,
} from '../model/addressConfirmation'

/** What an installation signs: UTF-8 of the RFC 8785 form of format, facts and key. @param publicKey raw Ed25519, hex */
export function addressConfirmationBytes(facts: AddressConfirmationFacts, publicKey: string): Uint8Array {
  const canonical = canonicalJson({ format: ADDRESS_CONFIRMATION_FORMAT, facts, publicKey })
  invariant(canonical !== undefined, 'a confirmation is plain JSON')
  return utf8ToBytes(canonical)
}

/** What an owner signs as a personal message (EIP-191): a sentence that a device can show, with all the facts in it. */
export function addressConfirmationSentence(facts: AddressConfirmationFacts): string {
  const { memberName, memberId, previousAddress, address, confirmedAt } = facts
  return `Commonmast: ${memberName} (member ${memberId}) is paid at ${address} from now on, no longer at ${previousAddress}. Confirmed on ${confirmedAt}.`
}

export interface ConfirmationReaders {
  /** Raw Ed25519 key of this installation, hex: what it signed itself confirms nothing. Null where there is none. */
  ownPublicKey: string | null
  /** Who may confirm as owner: the owners of a Safe, or the account itself. */
  owners: readonly string[]
}

/**
 * The confirmation, if it counts here.
 * @throws Problem `address-confirmation.malformed`, `address-confirmation.not-genuine`, `address-confirmation.own-key` or
 * `address-confirmation.no-owner`
 */
export async function checkAddressConfirmation(
  file: unknown,
  { ownPublicKey, owners }: ConfirmationReaders,
): Promise<AddressConfirmation> {
  const [finding] = await verifyAddressConfirmation(file)
  const parsed = addressConfirmationSchema.safeParse(file)
  if (finding || !parsed.success) {
    const isForm = !parsed.success
    throw new Problem(
      isForm ? 'address-confirmation.malformed' : 'address-confirmation.not-genuine',
      `The confirmation of an address does not hold: ${finding?.where} ${finding?.message} Ask for the file again.`,
    )
  }
  const { signedBy } = parsed.data
  validateArgument(
    signedBy.kind !== 'installation' || signedBy.publicKey !== ownPublicKey,
    'address-confirmation.own-key',
    'The changed address is confirmed by this installation itself: somebody else has to confirm it, on another machine.',
  )
  validateArgument(
    signedBy.kind !== 'owner' || owners.includes(signedBy.address),
    'address-confirmation.no-owner',
    'The changed address is confirmed by an address that is no owner of the treasury: ask an owner, or another installation.',
  )
  return parsed.data
}

/** Checks it from nothing but itself. Never throws; whose key it is, is for the reader to know. */
export async function verifyAddressConfirmation(file: unknown): Promise<Finding[]> {
  const parsed = addressConfirmationSchema.safeParse(file)
  if (!parsed.success) return schemaFindings(parsed.error)
  // What is signed is what is in the file, not what the schema kept of it.
  const { facts } = file as AddressConfirmation
  const { signedBy } = parsed.data
  const findings = addressFindings(parsed.data.facts)
  if (!(await isGenuine(facts, signedBy))) {
    findings.push({ where: 'signedBy.signature', message: 'is not by this key over these facts: the confirmation was changed.' })
  }
  return findings
}

function addressFindings(facts: AddressConfirmationFacts): Finding[] {
  return (['previousAddress', 'address'] as const).flatMap((field) => {
    // Solana's addresses have no checksum that could be wrong by one digit.
    if (!facts[field].startsWith('0x')) return []
    try {
      checkAddress(facts[field], facts.memberName)
      return []
    } catch (thrown) {
      return [{ where: `facts.${field}`, message: Problem.from(thrown, 'address.malformed', 'is no address').message }]
    }
  })
}

async function isGenuine(facts: AddressConfirmationFacts, signedBy: AddressConfirmation['signedBy']): Promise<boolean> {
  try {
    if (signedBy.kind === 'installation') {
      const bytes = addressConfirmationBytes(facts, signedBy.publicKey)
      return ed25519.verify(hexToBytes(signedBy.signature), bytes, hexToBytes(signedBy.publicKey))
    }
    const message = addressConfirmationSentence(facts)
    return (await recoverMessageAddress({ message, signature: signedBy.signature as Hex })) === signedBy.address
  } catch {
    // Neither a point of the curve nor numbers of a signature.
    return false
  }
}

/**
 * Members among the payees who were paid at another address before and whose change nobody confirmed.
 * @param addressByMember where each member was paid last
 */
export function unconfirmedChanges(
  payees: readonly { address: string; memberIds: readonly string[] }[],
  addressByMember: ReadonlyMap<string, string>,
  confirmations: readonly AddressConfirmation[],
): { memberId: string; previousAddress: string; address: string }[] {
  return payees.flatMap(({ address, memberIds }) =>
    memberIds.flatMap((memberId) => {
      const previousAddress = addressByMember.get(memberId)
      if (previousAddress === undefined || previousAddress === address) return []
      const isConfirmed = confirmations.some(
        ({ facts }) => facts.memberId === memberId && facts.address === address && facts.previousAddress === previousAddress,
      )
      return isConfirmed ? [] : [{ memberId, previousAddress, address }]
    }),
  )
}
