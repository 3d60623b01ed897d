/** At which addresses members were paid, from the records of what was signed and sent. */
import { z } from 'zod'
import { isSameAddress } from '../../model/lookAlikes'
import { baseUnitsTextSchema } from '../../model/money'
import type { Member, Signature } from '../../model/records'
import { payoutPayeeSchema } from '../../payout/payoutFile'
import { payeeSchema } from '../model/payoutFileV4'
import type { MoveFact } from '../model/payoutMove'
import type { AddressConfirmationRecord, PayoutMoveRecord, PayoutRecord } from '../model/treasuryRecords'

export interface PaymentRecords {
  signatures: readonly Pick<Signature, 'file' | 'simulated' | 'createdAt'>[]
  payouts: readonly PayoutRecord[]
  moves: readonly Pick<PayoutMoveRecord, 'payoutId' | 'movedAt' | 'fact'>[]
  /** Practice is a world of its own: only payouts of the one or of the other are looked at. */
  practice: boolean
}

/** Of whole payouts, which are checked where they are taken in, only the payees are read. */
const payeesSchema = z.object({ payees: z.array(payeeSchema.pick({ address: true, memberIds: true })) })
const rootPayeesSchema = z.object({
  payees: z.array(
    payoutPayeeSchema
      .pick({ address: true, memberIds: true, periodBaseUnits: true })
      .extend({ fromHeldBaseUnits: baseUnitsTextSchema.default('0') }),
  ),
})

interface Payment {
  at: string
  address: string
  memberIds: readonly string[]
}

/** By member's id: every address at which they were paid, each once, the latest last. */
export function paidAddresses(records: PaymentRecords): Map<string, string[]> {
  const payments = [...rootPayments(records), ...payoutPayments(records)]
  payments.sort((first, second) => (first.at < second.at ? -1 : first.at > second.at ? 1 : 0))
  const paid = new Map<string, string[]>()
  for (const { address, memberIds } of payments) {
    for (const memberId of memberIds) {
      const before = (paid.get(memberId) ?? []).filter((other) => !isSameAddress(other, address))
      paid.set(memberId, [...before, address])
    }
  }
  return paid
}

/** Payouts of versions 1 to 3 are known no further than their signature: from then on they count as paid. */
function rootPayments({ signatures, practice }: PaymentRecords): Payment[] {
  return signatures.flatMap(({ file, simulated, createdAt }) => {
    if (simulated !== practice) return []
    const payees = rootPayeesSchema.safeParse(file).data?.payees ?? []
    return payees
      .filter(({ periodBaseUnits, fromHeldBaseUnits }) => BigInt(periodBaseUnits) + BigInt(fromHeldBaseUnits) > 0n)
      .map(({ address, memberIds }) => ({ at: createdAt, address, memberIds }))
  })
}

function payoutPayments({ payouts, moves, practice }: PaymentRecords): Payment[] {
  const factsOf = new Map<string, MoveFact[]>()
  for (const { payoutId, fact } of moves) {
    const facts = factsOf.get(payoutId) ?? []
    facts.push(fact)
    factsOf.set(payoutId, facts)
  }
  return payouts.flatMap((record) => {
    if (record.practice !== practice) return []
    const facts = factsOf.get(record.id) ?? []
    if (!isPaid(facts)) return []
    const unpaid = new Set(facts.flatMap((fact) => (fact.kind === 'part-paid' ? fact.unpaid.map(({ address }) => address) : [])))
    const payees = payeesSchema.safeParse(record.file).data?.payees ?? []
    return payees
      .filter(({ address }) => !unpaid.has(address))
      .map(({ address, memberIds }) => ({ at: record.createdAt, address, memberIds }))
  })
}

/** Seen on the chain, or sent and nothing heard of it yet. One that was only signed can still be void; nobody has it. */
function isPaid(facts: readonly MoveFact[]): boolean {
  if (facts.some((fact) => ARRIVED.has(fact.kind) || (fact.kind === 'mined' && fact.outcome === 'succeeded'))) return true
  return facts.some(({ kind }) => kind === 'broadcast') && !facts.some(({ kind }) => kind === 'mined' || kind === 'voided')
}

const ARRIVED: ReadonlySet<MoveFact['kind']> = new Set(['reconciled', 'part-paid'])

export type AddressStanding =
  | { kind: 'none' }
  /** Nothing was ever paid to the member. */
  | { kind: 'never-paid' }
  | { kind: 'paid' }
  /** Another address than was paid last. Until somebody else confirms it, nothing is paid there. */
  | { kind: 'unconfirmed'; previousAddress: string }
  | { kind: 'confirmed'; previousAddress: string; confirmedAt: string }

/** @param confirmations such as were verified when they were taken in */
export function addressStanding(
  member: Pick<Member, 'id' | 'address'>,
  paidAt: readonly string[],
  confirmations: readonly Pick<AddressConfirmationRecord, 'memberId' | 'file'>[],
): AddressStanding {
  const { address } = member
  if (address === null) return { kind: 'none' }
  const previousAddress = paidAt.at(-1)
  if (previousAddress === undefined) return { kind: 'never-paid' }
  if (isSameAddress(previousAddress, address)) return { kind: 'paid' }
  const confirmation = confirmations.find(
    ({ memberId, file: { facts } }) =>
      memberId === member.id &&
      facts.memberId === member.id &&
      isSameAddress(facts.address, address) &&
      isSameAddress(facts.previousAddress, previousAddress),
  )
  if (!confirmation) return { kind: 'unconfirmed', previousAddress }
  return { kind: 'confirmed', previousAddress, confirmedAt: confirmation.file.facts.confirmedAt }
}
