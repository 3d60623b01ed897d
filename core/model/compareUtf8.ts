/**
 * Order of texts by their UTF-8 bytes, which is the order of their code points. JavaScript compares UTF-16 units
 * instead, where characters beyond U+FFFF (pairs of D800–DFFF) come before U+E000–U+FFFF; other machines disagree.
 */

/** Negative, zero or positive, as `Array.prototype.sort` wants it. */
export function compareUtf8(left: string, right: string): number {
  const shared = Math.min(left.length, right.length)
  for (let at = 0; at < shared; at++) {
    const a = left.charCodeAt(at)
    const b = right.charCodeAt(at)
    if (a !== b) return rank(a) - rank(b)
  }
  return left.length - right.length
}

/** Moves surrogates behind the rest of the basic plane; equal units before them make pairs compare rightly. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit
  return unit <= 0xdfff ? unit + 0x2000 : unit - 0x800
}
