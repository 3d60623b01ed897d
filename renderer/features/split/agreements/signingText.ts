/** Who signed an agreement, in words. */
import type { MemberSigning } from '#core/agreements/termsSigned'
import { dateText } from '#core/words/dateText'

const SIGNING_TEXTS: Record<MemberSigning['state'], string> = {
  signed: 'signed',
  earlier: 'signed an earlier version',
  missing: 'not signed',
  invalid: 'signature does not hold',
}

export const SIGNING_COLORS: Record<MemberSigning['state'], string> = {
  signed: 'green',
  earlier: 'yellow',
  missing: 'gray',
  invalid: 'red',
}

/** "signed by 2 of 3, 1 an earlier version"; empty where nobody has signed yet. */
export function signedText(signing: readonly MemberSigning[]): string {
  const count = (state: MemberSigning['state']) => signing.filter((one) => one.state === state).length
  if (count('missing') === signing.length) return ''
  return [
    `signed by ${count('signed')} of ${signing.length}`,
    ...(count('earlier') > 0 ? [`${count('earlier')} an earlier version`] : []),
    ...(count('invalid') > 0 ? [`${count('invalid')} does not hold`] : []),
  ].join(', ')
}

/** "signed on 30 Nov 2026". */
export function memberSigningText({ state, signature }: MemberSigning): string {
  return signature && state !== 'missing' ? `${SIGNING_TEXTS[state]}, ${dateText(signature.signedAt)}` : SIGNING_TEXTS[state]
}
