/** A name as a file name that every system takes: letters and digits of any script, the rest as hyphens. */
export function fileNameOf(name: string): string {
  const plain = name
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 80)
  return plain === '' ? 'commonmast' : plain
}
