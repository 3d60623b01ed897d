/**
 * Bytewords (BCR-2020-012) in their minimal form: each byte is the first and the last letter of its word in a published list of
 * 256 words, and four bytes of CRC-32 stand at the end.
 */
import { Problem } from '../../model/problem'
import { crc32, uint32Bytes } from './crc32'

/** The pairs of the bytes 0x00 to 0xff. */
const PAIRS = [
  'aeadaoaxaaahamatayasbkbdbnbtbabsbebybgbwbbbzcmchcscfcycwcecackct',
  'cxclcpcndkdadsdidedtdrdndwdpdmdldyeheyeoeeecenemetesftfrfnfsfmfh',
  'fzfpfwfxfyfefgflfdgagegrgsgtglgwgdgygmgughgohfhghdhkhthphhhlhyhe',
  'hnhsidiaieihiyioisinimjejzjnjtjljojsjpjkjykpkoktkskkknkgkekikblb',
  'lalylflslrlplnltloldlelulklgmnmymhmemomumwmdmtmsmknlnyndnsntnnne',
  'nboyoeotoxonolospdptpkpypspmplpepfpaprqdqzrerprlrorhrdrkrfryrnrs',
  'rtsesasrssskswstspsosgsbsfsntotktitttdtetytltbtstptatnuyuoutueur',
  'vtvyvovlvevwvavdvswlwdwmwpwewywswtwnwzwfwkykynylyaytzszoztzczezm',
].join('')

const BYTES: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 256 }, (_, byte): [string, number] => [pairOf(byte), byte]),
)

/** Lower-case letters, two to a byte, the checksum included. */
export function encodeBytewords(bytes: Uint8Array): string {
  return [bytes, uint32Bytes(crc32(bytes))].map((part) => Array.from(part, pairOf).join('')).join('')
}

/** @param text lower-case. @throws Problem `qr.damaged-code` where a pair is none of the list or the checksum differs */
export function decodeBytewords(text: string): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(Math.floor(text.length / 2))
  for (let at = 0; at < all.length; at++) {
    const byte = BYTES.get(text.slice(at * 2, at * 2 + 2))
    if (byte === undefined) throw damagedCode('a pair of letters is not in the list')
    all[at] = byte
  }
  if (text.length % 2 !== 0 || all.length < 5) throw damagedCode('it is cut off')
  const bytes = all.slice(0, -4)
  if (uint32Bytes(crc32(bytes)).some((byte, at) => byte !== all[bytes.length + at])) throw damagedCode('its checksum differs')
  return bytes
}

/** A code that was meant for a program of this kind and does not hold together. */
export function damagedCode(cause: string): Problem {
  return new Problem('qr.damaged-code', 'This QR code is damaged: hold the camera still, the next code comes by itself.', {
    cause,
  })
}

function pairOf(byte: number): string {
  return PAIRS.slice(byte * 2, byte * 2 + 2)
}
