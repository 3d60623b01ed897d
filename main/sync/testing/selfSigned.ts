/** A certificate that signs itself, for servers under test: it is its own authority. */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

export interface Certificate {
  /** PEM. */
  certificate: string
  key: string
}

/** @param of the address or the name that it is for @param until the end of its validity */
export function selfSigned(of: { ip: string } | { name: string }, until: Date): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const stated = statement(of, until, publicKey)
  const signature = sign('sha256', stated, privateKey)
  const whole = sequence(stated, ECDSA_WITH_SHA256, tagged(BIT_STRING, Buffer.from([0]), signature))
  const lines = whole.toString('base64').replace(/.{64}/g, '$&\n')
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  }
}

/** TBSCertificate of RFC 5280, version 3. */
function statement(of: { ip: string } | { name: string }, until: Date, publicKey: KeyObject): Buffer {
  const version = tagged(0xa0, tagged(INTEGER, Buffer.from([2])))
  const serial = tagged(INTEGER, Buffer.from([1]))
  const name = sequence(tagged(SET, sequence(object('550403'), tagged(UTF8_STRING, Buffer.from('under test')))))
  const validity = sequence(time(new Date(Date.UTC(2020, 0, 1))), time(until))
  const alternative = 'ip' in of ? tagged(0x87, Buffer.from(of.ip.split('.').map(Number))) : tagged(0x82, Buffer.from(of.name))
  const extensions = sequence(
    sequence(object('551d11'), tagged(OCTET_STRING, sequence(alternative))),
    sequence(object('551d13'), TRUE, tagged(OCTET_STRING, sequence(TRUE))),
  )
  const key = publicKey.export({ format: 'der', type: 'spki' })
  return sequence(version, serial, ECDSA_WITH_SHA256, name, validity, name, key, tagged(0xa3, extensions))
}

const [INTEGER, BIT_STRING, OCTET_STRING, UTF8_STRING, GENERALIZED_TIME, SET] = [0x02, 0x03, 0x04, 0x0c, 0x18, 0x31]
const TRUE = Buffer.from([0x01, 0x01, 0xff])
const ECDSA_WITH_SHA256 = sequence(object('2a8648ce3d040302'))

function object(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, 'hex'))
}

/** RFC 5280 wants the shorter form until 2049. */
function time(at: Date): Buffer {
  const digits = at.toISOString().replace(/\.\d+|[-:T]/g, '')
  return at.getUTCFullYear() < 2050 ? tagged(0x17, Buffer.from(digits.slice(2))) : tagged(GENERALIZED_TIME, Buffer.from(digits))
}

function sequence(...parts: Buffer[]): Buffer {
  return tagged(0x30, ...parts)
}

function tagged(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}
