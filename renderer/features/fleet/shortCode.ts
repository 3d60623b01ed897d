/** Both ends of a long key or address; a short name stays whole. */
export function shortCode(text: string): string {
  return text.length <= 18 ? text : `${text.slice(0, 6)}…${text.slice(-6)}`
}
