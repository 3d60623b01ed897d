import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkTilePicture, pictureSize } from './pictureSize'

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))

/** The beginnings of pictures of one colour, 300 × 200, as Pillow 13.0.0 writes them. */
const PICTURES = {
  PNG: 'iVBORw0KGgoAAAANSUhEUgAAASwAAADICAIAAADdvUsC',
  JPEG: '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////2wBDAf//////////////////////////////////////////////////////////////////////////////////////wAARCADIASwDASIAAhEBAxEB',
  'WebP with loss': 'UklGRs4AAABXRUJQVlA4IMIAAADQEACdASosAcgAP83m8XO/',
  'WebP without loss': 'UklGRiQAAABXRUJQVlA4TBgAAAAvK8ExAAdQvFJUq/8B',
  'WebP with alpha': 'UklGRvoAAABXRUJQVlA4WAoAAAAQAAAAKwEAxwAAQUxQSBIAAAAB',
  AVIF: 'AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAADrbWV0YQAAAAAAAAAhaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAAAAAAAAAOcGl0bQAAAAAAAQAAAB5pbG9jAAAAAEQAAAEAAQAAAAEAAAETAAAARwAAAChpaW5mAAAAAAABAAAAGmluZmUCAAAAAAEAAGF2MDFDb2xvcgAAAABqaXBycAAAAEtpcGNvAAAAFGlzcGUAAAAAAAABLAAAAMgAAAAQcGl4aQAAAAADCAgI',
}

test.each(Object.entries(PICTURES))('reads the size of a %s', (_name, base64) => {
  expect(pictureSize(bytesOf(base64))).toEqual({ widthPixels: 300, heightPixels: 200 })
  expect(pictureSize(bytesOf(base64).subarray(0, 20))).toBeNull()
})

test('takes any bytes, whatever they begin with', () => {
  const begun = fc.constantFrom(...Object.values(PICTURES)).map((base64) => bytesOf(base64))
  const noise = fc.tuple(begun, fc.nat(64), fc.uint8Array({ maxLength: 200 }))
  fc.assert(
    fc.property(noise, ([picture, length, bytes]) => {
      const size = pictureSize(Uint8Array.from([...picture.subarray(0, length), ...bytes]))
      expect(size === null || (size.widthPixels >= 0 && size.heightPixels >= 0)).toBe(true)
    }),
  )
})

test('a tile that stands for gigabytes is refused by what it says of itself', () => {
  const png = bytesOf(PICTURES.PNG)
  expect(() => checkTilePicture(png)).not.toThrow()
  new DataView(png.buffer).setUint32(20, 60_000)
  expect(() => checkTilePicture(png)).toThrow(expect.objectContaining({ code: 'map-pack.tile-too-large' }))
  expect(() => checkTilePicture(Uint8Array.of(1, 2, 3))).toThrow(/no PNG/)
})
