/**
 * What a second machine shows of a payout, worked out from the file alone, and whether it is what the first one shows: read
 * aloud, typed, or in another file. SPEC.md, rules [SL1] and [SL2].
 */
import { messageHashOnDevice } from '../../solana/ledgerReview'
import type { PayoutFileV4 } from '../model/payoutFileV4'
import { merkleTotalsOf } from './merkleTotals'
import { rebuiltTransaction } from './transactionToSign'

export type SecondLookLabel =
  | 'payout'
  | 'total'
  | 'payee'
  | 'root'
  | 'domainHash'
  | 'messageHash'
  | 'safeTxHash'
  | 'signingHash'
  | 'solanaMessageHash'

export interface SecondLookLine {
  label: SecondLookLabel
  /** Place of the transaction from 0, or the payee's address; null for what the payout has once. */
  of: number | string | null
  value: string
}

/** Hashes and the root are computed anew; amounts are those that the transactions pay. */
export async function secondLook(payout: PayoutFileV4): Promise<SecondLookLine[]> {
  const lines: SecondLookLine[] = [
    { label: 'payout', of: null, value: payout.contentSha256 },
    { label: 'total', of: null, value: payout.totals.payeesBaseUnits },
    ...payout.payees.map(({ address, amountBaseUnits }) => ({ label: 'payee' as const, of: address, value: amountBaseUnits })),
  ]
  if (payout.merkle) lines.push({ label: 'root', of: null, value: await rootAgain(payout, payout.merkle) })
  for (const { at } of payout.transactions) {
    const toSign = await rebuiltTransaction(payout, at)
    if (toSign.kind === 'account') lines.push({ label: 'signingHash', of: at, value: toSign.signedHash })
    else if (toSign.kind === 'solana') {
      lines.push({ label: 'solanaMessageHash', of: at, value: messageHashOnDevice(toSign.message) })
    } else {
      const { domainHash, messageHash, safeTxHash } = toSign.hashes
      lines.push({ label: 'domainHash', of: at, value: domainHash })
      lines.push({ label: 'messageHash', of: at, value: messageHash })
      lines.push({ label: 'safeTxHash', of: at, value: safeTxHash })
    }
  }
  return lines
}

async function rootAgain({ payees, token }: PayoutFileV4, merkle: NonNullable<PayoutFileV4['merkle']>): Promise<string> {
  const { kind, distributor, leaves } = merkle
  const previousByAddress = new Map(leaves.map(({ address, previousBaseUnits }) => [address, BigInt(previousBaseUnits)]))
  return (await merkleTotalsOf({ kind, distributor, previousByAddress, fund: null }, payees, token)).root
}

export interface SecondLookDifference {
  label: SecondLookLabel
  of: SecondLookLine['of']
  /** As this machine has it; null where it has no such line. */
  here: string | null
  /** As the other machine shows it; null where it shows none. */
  there: string | null
}

export interface SecondLookResult {
  isSame: boolean
  /** How many values were the same. */
  compared: number
  differences: SecondLookDifference[]
}

/**
 * @param other what was read aloud or typed, which may be some of the lines, or the other machine's file, of which all are compared
 */
export async function compareSecondLook(
  payout: PayoutFileV4,
  other: PayoutFileV4 | readonly SecondLookLine[],
): Promise<SecondLookResult> {
  const here = await secondLook(payout)
  const isFile = 'format' in other
  const there = isFile ? await secondLook(other) : other
  const byKey = new Map(here.map((line) => [keyOf(line), line.value]))
  const differences = there.flatMap(({ label, of, value }): SecondLookDifference[] => {
    const own = byKey.get(keyOf({ label, of })) ?? null
    return own !== null && plain(own) === plain(value) ? [] : [{ label, of, here: own, there: value }]
  })
  const said = new Set(there.map(keyOf))
  const unsaid = isFile ? here.filter((line) => !said.has(keyOf(line))) : []
  for (const { label, of, value } of unsaid) differences.push({ label, of, here: value, there: null })
  const compared = there.length - (differences.length - unsaid.length)
  return { isSame: differences.length === 0 && compared > 0, compared, differences }
}

const keyOf = ({ label, of }: Pick<SecondLookLine, 'label' | 'of'>) => `${label} ${of}`

/** As somebody types it: without the 0x, with spaces, in capital letters; those of base58 mean something. */
function plain(value: string): string {
  const letters = value.replace(/\s/g, '')
  return /^(0x)?[0-9a-f]*$/i.test(letters) ? letters.toLowerCase().replace(/^0x/, '') : letters
}
