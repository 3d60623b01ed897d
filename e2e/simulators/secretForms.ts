/** The ways in which a secret could stand somewhere without being noticed. */

/** Plain, in hex, base64 at each of its three offsets, UTF-16, escaped for JSON, for URLs, and as a list of numbers. */
export function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret)
  const base64 = [0, 1, 2].map((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64')
    // The first and last characters depend on what stands around the secret.
    return padded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6))
  })
  const wide = Buffer.from(secret, 'utf16le')
  const forms = [
    secret,
    bytes.toString('latin1'),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    wide.toString('latin1'),
    Buffer.from(wide).swap16().toString('latin1'),
    JSON.stringify(secret).slice(1, -1),
    [...secret].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
    encodeURIComponent(secret),
    [...bytes].join(),
    [...bytes].join(', '),
  ]
  return [...new Set(forms)]
}
