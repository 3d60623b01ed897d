/**
 * `commonmast:d/1?…`, what a label's QR code says of a device that is no LoRaWAN device: its short code, and where there is
 * room the id of its record and one public identifier. Version 1; the scheme is one of a URI (RFC 3986).
 */
import type { z } from 'zod'
import { Problem } from '../../model/problem'
import { identifierSchema } from '../session/sessionState'
import { readShortCode } from './shortCode'

export interface DeviceLink {
  /** As `shortCodeOf` gives it. */
  shortCode: string
  recordId?: string
  identifier?: z.infer<typeof identifierSchema>
}

const PREFIX = 'commonmast:d/1?'
const kindSchema = identifierSchema.shape.kind
const PART = /^[^\p{Cc}]{1,120}$/u

/** @throws Problem `device-link.field` naming the field that cannot be written. */
export function encodeDeviceLink({ shortCode, recordId, identifier }: DeviceLink): string {
  const parts = [['c', checkedCode(shortCode)]]
  if (recordId !== undefined) parts.push(['id', checkedPart('id', recordId)])
  if (identifier) parts.push([identifier.kind, checkedPart(identifier.kind, identifier.value)])
  return PREFIX + parts.map(([name, value = '']) => `${name}=${encodeURIComponent(value)}`).join('&')
}

/**
 * Reads what a scanner saw. Strict: every field is known, there once and in its order, so that a link has one form only.
 * @throws Problem `device-link.not-a-link`, `device-link.version` or `device-link.field`.
 */
export function decodeDeviceLink(text: string): DeviceLink {
  if (!text.startsWith('commonmast:')) {
    throw new Problem(
      'device-link.not-a-link',
      'This is no label of Commonmast: it must begin with "commonmast:". Scan the label of the device.',
    )
  }
  if (!text.startsWith(PREFIX)) {
    throw new Problem('device-link.version', 'This label is of a kind that this version cannot read: update the program.')
  }
  const parts = text.slice(PREFIX.length).split('&').map(readPart)
  const [first, ...rest] = parts
  const link: DeviceLink = { shortCode: first?.name === 'c' ? checkedCode(first.value) : fail('c') }
  if (rest[0]?.name === 'id') link.recordId = checkedPart('id', rest.shift()?.value ?? '')
  const last = rest.shift()
  if (last) {
    const kind = kindSchema.safeParse(last.name)
    if (!kind.success) fail(last.name)
    else link.identifier = { kind: kind.data, value: checkedPart(last.name, last.value) }
  }
  if (rest[0]) fail(rest[0].name)
  if (encodeDeviceLink(link) !== text) fail('form')
  return link
}

function readPart(part: string): { name: string; value: string } {
  const at = part.indexOf('=')
  const name = at < 0 ? part : part.slice(0, at)
  try {
    return { name, value: at < 0 ? '' : decodeURIComponent(part.slice(at + 1)) }
  } catch {
    return fail(name)
  }
}

function checkedCode(code: string): string {
  return readShortCode(code) === code ? code : fail('c')
}

function checkedPart(name: string, value: string): string {
  return PART.test(value) && value.isWellFormed() ? value : fail(name)
}

function fail(name: string): never {
  throw new Problem(
    'device-link.field',
    `The field "${name.slice(0, 40)}" of this label cannot be read: scan it again, or print a new one.`,
    {
      field: name.slice(0, 40),
    },
  )
}
