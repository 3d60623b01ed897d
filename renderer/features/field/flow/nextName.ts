/**
 * The name after `name`: its last number plus one, as wide as before ("mast-09" → "mast-10", "roof 99 east" → "roof 100
 * east"); a name without a number gets "-2".
 */
export function nextName(name: string): string {
  const match = /^(.*?)(\d+)(\D*)$/su.exec(name)
  if (!match) return name === '' ? '' : `${name}-2`
  const [, before = '', digits = '', after = ''] = match
  return `${before}${(BigInt(digits) + 1n).toString().padStart(digits.length, '0')}${after}`
}
