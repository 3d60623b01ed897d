import type { SecondLookLabel, SecondLookLine } from '#core/treasury/payout/secondLook'

export const LOOK_NAMES: Readonly<Record<SecondLookLabel, string>> = {
  payout: 'Digest of the payout',
  total: 'Sum',
  payee: 'Amount of',
  root: 'Root',
  domainHash: 'Domain hash',
  messageHash: 'Message hash',
  safeTxHash: 'Safe transaction hash',
  signingHash: 'Hash that is signed',
  solanaMessageHash: 'Message hash as the Solana app shows it',
}

/** "Message hash of transaction 2". */
export function lookName({ label, of }: Pick<SecondLookLine, 'label' | 'of'>): string {
  if (of === null) return LOOK_NAMES[label]
  return typeof of === 'number' ? `${LOOK_NAMES[label]} of transaction ${of + 1}` : `${LOOK_NAMES[label]} ${of}`
}

/** The line whose value was typed, with or without spaces and capital letters; undefined where none has it. */
export function readLine(typed: string, lines: readonly SecondLookLine[]): SecondLookLine | undefined {
  const plain = (text: string) => text.replace(/\s/g, '').toLowerCase().replace(/^0x/, '')
  const wanted = plain(typed)
  if (wanted === '') return undefined
  return lines.find(({ label, value }) => label !== 'payee' && label !== 'total' && plain(value) === wanted)
}
