/** H3 indexes as numbers, for typed arrays, and as the text that h3-js takes. */

/** The 15 lower-case hex digits that h3-js uses. */
export function h3Text(cell: bigint): string {
  return cell.toString(16)
}

/** @param cell hex digits as h3-js writes them */
export function h3Number(cell: string): bigint {
  return BigInt(`0x${cell}`)
}
