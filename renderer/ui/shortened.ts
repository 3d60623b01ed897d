/** Both ends of a long hash, key or address; what is short stays whole. */
export function shortened(value: string): string {
  return value.length <= 18 ? value : `${value.slice(0, 8)}…${value.slice(-6)}`
}
