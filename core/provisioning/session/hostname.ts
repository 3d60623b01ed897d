/** Host names that any network takes: RFC 1123, section 2.1. */
import { Problem } from '../../model/problem'

const MAX_BYTES = 253
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i
const address = /^\d+(?:\.\d+)*$/

/** @throws Problem `hostname.length`, `hostname.characters` or `hostname.address`, each with the field `hostname`. */
export function validateHostname(hostname: string): void {
  const refuse = (code: string, message: string) => new Problem(code, message, { field: 'hostname' })
  if (hostname.length < 1 || hostname.length > MAX_BYTES) {
    throw refuse('hostname.length', `A host name has 1 to ${MAX_BYTES} letters; this one has ${hostname.length}: choose another.`)
  }
  if (!hostname.split('.').every((part) => label.test(part))) {
    throw refuse(
      'hostname.characters',
      'A host name has the letters a to z, digits and hyphens only, begins and ends with a letter or digit, and has at most 63 letters between dots: choose another.',
    )
  }
  if (hostname.includes('.') && address.test(hostname)) {
    throw refuse('hostname.address', 'A host name must not look like an address: put a letter into it.')
  }
}
