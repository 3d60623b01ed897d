/**
 * Tells one use of a nonce from every other. The value alone does not: all nonce accounts that are created or advanced in one block
 * hold the same.
 */
export function nonceKey({ address, nonce }: { address: string; nonce: string }): string {
  return `${address}:${nonce}`
}
