/** A name as part of a file's: letters and digits, the rest as hyphens. */
export function fileStem(name: string): string {
  return name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'split'
}
