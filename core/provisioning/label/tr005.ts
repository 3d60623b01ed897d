/**
 * QR codes of LoRaWAN devices after LoRa Alliance TR005 "LoRaWAN Device Identification QR Codes" (2020), schema D0:
 * `LW:D0:JoinEUI:DevEUI:ProfileID[:O…][:S…][:P…][:C…]`. Never holds a key. The checksum is CRC-16/MODBUS over every
 * character before `:C`, four hexadecimal digits; this is what reproduces the example published with The Things Stack.
 */
import { Problem } from '../../model/problem'
import { crc16 } from './crc16'

export interface Tr005 {
  /** 16 upper-case hexadecimal digits. */
  joinEui: string
  /** 16 upper-case hexadecimal digits. */
  devEui: string
  /** Vendor id and the vendor's profile id, 8 upper-case hexadecimal digits. */
  profileId: string
  /** A claim's token: whoever reads the label may claim the device. */
  ownerToken?: string
  serialNumber?: string
  proprietary?: string
}

/** No vendor and no profile is named. */
export const NO_PROFILE = '00000000'

const EUI = /^[0-9A-F]{16}$/
const PROFILE = /^[0-9A-F]{8}$/
/** What a QR code writes at 5.5 bits a character (ISO/IEC 18004, alphanumeric mode), without the separator. */
const OPTIONAL_FIELD = /^[0-9A-Z $%*+./-]+$/
const OPTIONAL_FIELDS = [
  ['O', 'ownerToken', 'owner token'],
  ['S', 'serialNumber', 'serial number'],
  ['P', 'proprietary', 'proprietary field'],
] as const

/**
 * @param options.checksum whether the text ends in one
 * @throws Problem `tr005.field` naming the field that the standard does not admit.
 */
export function encodeTr005(code: Tr005, { checksum = false } = {}): string {
  checkFields(code)
  const optional = OPTIONAL_FIELDS.flatMap(([letter, field]) => (code[field] === undefined ? [] : `${letter}${code[field]}`))
  const text = ['LW', 'D0', code.joinEui, code.devEui, code.profileId, ...optional].join(':')
  return checksum ? `${text}:C${checksumOf(text)}` : text
}

/**
 * Reads what a scanner saw. Hexadecimal digits may be in lower case, as some labels in the field have them; the checksum is
 * over the text as it stands.
 * @throws Problem `tr005.not-a-code`, `tr005.field` or `tr005.checksum`.
 */
export function decodeTr005(text: string): Tr005 {
  const [preface, schema, joinEui = '', devEui = '', profileId = '', ...extensions] = text.split(':')
  if (preface !== 'LW' || schema !== 'D0') {
    throw new Problem(
      'tr005.not-a-code',
      'This is no LoRaWAN device code: it must begin with "LW:D0:". Scan the label of the device.',
    )
  }
  const code: Tr005 = { joinEui: joinEui.toUpperCase(), devEui: devEui.toUpperCase(), profileId: profileId.toUpperCase() }
  for (const [at, extension] of extensions.entries()) {
    const letter = extension.slice(0, 1)
    const value = extension.slice(1)
    if (letter === 'C' && at === extensions.length - 1) {
      checkChecksum(text.slice(0, -extension.length - 1), value)
      break
    }
    const [, field, name] = OPTIONAL_FIELDS.find((known) => known[0] === letter) ?? []
    if (!field) throw badField(`field ${5 + at}`, 'begins with none of O, S, P, and C at the end', extension)
    if (code[field] !== undefined) throw badField(name, 'is there twice', extension)
    code[field] = value
  }
  checkFields(code)
  return code
}

function checkFields(code: Tr005): void {
  if (!EUI.test(code.joinEui)) throw badField('JoinEUI', 'is not 16 hexadecimal digits', code.joinEui)
  if (!EUI.test(code.devEui)) throw badField('DevEUI', 'is not 16 hexadecimal digits', code.devEui)
  if (!PROFILE.test(code.profileId)) throw badField('ProfileID', 'is not 8 hexadecimal digits', code.profileId)
  for (const [, field, name] of OPTIONAL_FIELDS) {
    const value = code[field]
    if (value !== undefined && !OPTIONAL_FIELD.test(value)) {
      throw badField(name, 'is empty or has other characters than 0-9 A-Z space $ % * + - . /', value)
    }
  }
}

function checkChecksum(text: string, given: string): void {
  if (given.toUpperCase() === checksumOf(text)) return
  throw new Problem('tr005.checksum', `The checksum of the code does not hold (${given.slice(0, 8)}): scan the label again.`, {
    field: 'CheckSum',
  })
}

const checksumOf = (text: string) => crc16(text).toString(16).toUpperCase().padStart(4, '0')

const badField = (name: string, what: string, value: string) =>
  new Problem(
    'tr005.field',
    `The ${name} of the LoRaWAN code ${what}: "${value.slice(0, 40)}". Correct it, or scan the label again.`,
    {
      field: name,
    },
  )
