import { base64 } from '@scure/base'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pictureSize } from '../pictureSize'
import { exifOfOrientation, readExif } from './exif'
import { recogniseAttachment, savedName } from './recogniseAttachment'
import { stripPhoto } from './stripPhoto'

const bytesOf = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0))
const joined = (...parts: (Uint8Array | string)[]) =>
  Uint8Array.from(parts.flatMap((part) => [...(typeof part === 'string' ? bytesOf(part) : part)]))
const uint32 = (value: number, isLittle = false) => {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value, isLittle)
  return bytes
}

/** One grey pixel, progressive. */
const JPEG = base64.decode(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxD/2Q==',
)
const HEAD = JPEG.subarray(0, 2)
const REST = JPEG.subarray(2)
const segment = (marker: number, body: Uint8Array) =>
  joined([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 0xff] as unknown as Uint8Array, body)

/** Exif with an orientation and a way to a position, big-endian. */
function exifWithPosition(orientation: number): Uint8Array {
  const tiff = joined(exifOfOrientation(orientation), new Uint8Array(12))
  const view = new DataView(tiff.buffer)
  view.setUint16(8, 2)
  view.setUint16(22, 0x8825)
  view.setUint16(24, 4)
  view.setUint32(26, 1)
  view.setUint32(30, 34)
  return tiff
}

test('[EV1] a file is what its bytes say, whatever its name', () => {
  const kinds: [Uint8Array, string | null][] = [
    [JPEG, 'image/jpeg'],
    [joined('\x89PNG\r\n\x1a\n', new Uint8Array(20)), 'image/png'],
    [joined('RIFF', uint32(20, true), 'WEBPVP8 ', new Uint8Array(8)), 'image/webp'],
    [bytesOf('%PDF-1.7\n\x00\xff'), 'application/pdf'],
    [new TextEncoder().encode('12:00 \u001b[31mFehler\u001b[0m: Mast-Süd\n'), 'text/plain'],
    [bytesOf('MZ\x90\x00'), null],
    [bytesOf('a\x00b'), null],
    [bytesOf('\xff\xfea'), null],
    [new Uint8Array(), null],
  ]
  for (const [bytes, kind] of kinds) expect(recogniseAttachment(bytes)).toBe(kind)
})

test('[EV5] a copy is saved under a name of what it is', () => {
  expect(savedName('IMG_1.JPG', 'image/jpeg')).toBe('IMG_1.JPG')
  expect(savedName('photo.exe', 'image/jpeg')).toBe('photo.exe.jpg')
  expect(savedName('page.html', 'text/plain')).toBe('page.html.txt')
  expect(savedName('permit', 'application/pdf')).toBe('permit.pdf')
})

test('[EV2] of a JPEG stays what it is drawn from, word for word, and which way up it stands', () => {
  const turned = stripPhoto(joined(HEAD, segment(0xe1, joined('Exif\0\0', exifWithPosition(6))), REST), 'image/jpeg')
  expect(turned?.hadPosition).toBe(true)
  const kept = segment(0xe1, joined('Exif\0\0', exifOfOrientation(6)))
  expect(turned?.bytes).toEqual(joined(HEAD, kept, REST))
  expect(readExif(kept.subarray(10))).toEqual({ orientation: 6, hasPosition: false })
  const upright = stripPhoto(joined(HEAD, segment(0xe1, joined('Exif\0\0', exifOfOrientation(1))), REST), 'image/jpeg')
  expect(upright).toEqual({ bytes: JPEG, hadPosition: false })
})

test('[EV2] whatever a camera writes beside a JPEG, and behind its end, is gone', () => {
  const secret = 'taken at 47.1 N by Ada'
  const beside = fc.record({
    marker: fc.constantFrom(0xe1, 0xe2, 0xe3, 0xec, 0xed, 0xef, 0xfe),
    begins: fc.constantFrom('Exif\0\0', 'http://ns.adobe.com/xap/1.0/\0<exif:GPSLatitude>', 'MPF\0', 'Photoshop 3.0\0', ''),
  })
  fc.assert(
    fc.property(fc.array(beside, { minLength: 1, maxLength: 6 }), fc.boolean(), (segments, hasMore) => {
      const said = segments.map(({ marker, begins }) => segment(marker, joined(begins, secret)))
      const behind = hasMore ? joined(HEAD, segment(0xe1, bytesOf(secret)), REST) : new Uint8Array()
      const stripped = stripPhoto(joined(HEAD, ...said, REST, behind), 'image/jpeg')
      expect(stripped?.bytes).toEqual(JPEG)
      const names = segments.some(({ marker, begins }) => marker === 0xe1 && begins.includes('GPS'))
      expect(stripped?.hadPosition).toBe(names)
    }),
  )
})

test('[EV2] of a JPEG’s density and colours nothing stays behind them, as a small picture of before it was cropped would', () => {
  const own = 20
  const density = JPEG.subarray(6, own)
  const small = joined(density.subarray(0, 12), '\x01\x01', 'RGB')
  const behind = joined('Adobe', new Uint8Array(7), 'taken by Ada')
  const said = [segment(0xe0, small), segment(0xee, behind), segment(0xf0, bytesOf('kept by a camera'))]
  const stripped = stripPhoto(joined(HEAD, ...said, JPEG.subarray(own)), 'image/jpeg')
  expect(stripped?.bytes).toEqual(joined(HEAD, segment(0xe0, density), segment(0xee, behind.subarray(0, 12)), JPEG.subarray(own)))
})

test('[EV2] data between the scans of a JPEG that looks like a marker is data', () => {
  const scan = segment(0xda, new Uint8Array([1, 1, 0, 0, 63, 0]))
  const data = new Uint8Array([1, 0xff, 0x00, 0xd9, 0xff, 0xd0, 7])
  const given = joined(HEAD, segment(0xdb, new Uint8Array(65)), scan, data, scan, data, new Uint8Array([0xff, 0xd9]))
  expect(stripPhoto(given, 'image/jpeg')?.bytes).toEqual(given)
})

test('[EV2] of a PNG and a WebP stays what they are drawn from', () => {
  const chunk = (type: string, body: Uint8Array) => joined(uint32(body.length), type, body, new Uint8Array(4))
  const [begin, end] = ['\x89PNG\r\n\x1a\n', chunk('IEND', new Uint8Array())]
  const picture = [chunk('IHDR', new Uint8Array(13)), chunk('IDAT', new Uint8Array([1, 2]))]
  const png = joined(begin, ...picture, chunk('eXIf', exifWithPosition(1)), chunk('tEXt', bytesOf('by Ada')), end, 'behind')
  expect(stripPhoto(png, 'image/png')).toEqual({ bytes: joined(begin, ...picture, end), hadPosition: true })

  const part = (type: string, body: Uint8Array) => joined(type, uint32(body.length, true), body, new Uint8Array(body.length % 2))
  const riff = (...parts: Uint8Array[]) =>
    joined('RIFF', uint32(4 + parts.flatMap((each) => [...each]).length, true), 'WEBP', ...parts)
  const extended = (flags: number) => part('VP8X', new Uint8Array([flags, 0, 0, 0, 9, 0, 0, 9, 0, 0]))
  const drawn = part('VP8L', new Uint8Array([0x2f, 1, 2]))
  const said = [part('EXIF', exifWithPosition(1)), part('XMP ', bytesOf('by Ada'))]
  const webp = stripPhoto(riff(extended(0x1c), drawn, ...said), 'image/webp')
  expect(webp).toEqual({ bytes: riff(extended(0x10), drawn), hadPosition: true })
  expect(pictureSize(webp?.bytes ?? new Uint8Array())).toEqual({ widthPixels: 10, heightPixels: 10 })
  const turned = stripPhoto(riff(extended(0x08), drawn, part('EXIF', exifWithPosition(8))), 'image/webp')
  expect(turned?.bytes).toEqual(riff(extended(0x08), drawn, part('EXIF', exifOfOrientation(8))))
})

test('[EV2] a photo that ends too early is damaged, and nothing of it is kept', () => {
  for (let length = 2; length < JPEG.length - 1; length++) {
    expect(stripPhoto(JPEG.subarray(0, length), 'image/jpeg')).toBeNull()
  }
  const png = joined('\x89PNG\r\n\x1a\n', uint32(100), 'IHDR')
  expect(stripPhoto(png, 'image/png')).toBeNull()
})
