/** Photos as a camera gives them: decoded and made by the browser, with what a camera writes beside the picture. */
import type { Page } from '@playwright/test'

/** A JPEG of noise, so that it takes room. */
export async function noisyPhoto(page: Page, width: number, height: number): Promise<Uint8Array> {
  const text = await page.evaluate(
    async ([wide, high]) => {
      const canvas = new OffscreenCanvas(wide, high)
      const context = canvas.getContext('2d')
      if (!context) throw new Error('This browser gives no canvas')
      const picture = context.createImageData(wide, high)
      let seed = 1
      for (let at = 0; at < picture.data.length; at++) {
        seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff
        picture.data[at] = at % 4 === 3 ? 255 : seed >> 23
      }
      context.putImageData(picture, 0, 0)
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 })
      const bytes = new Uint8Array(await blob.arrayBuffer())
      const parts: string[] = []
      for (let at = 0; at < bytes.length; at += 8_192) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8_192)))
      return btoa(parts.join(''))
    },
    [width, height] as const,
  )
  return new Uint8Array(Buffer.from(text, 'base64'))
}

/** Exif of a camera that knows where it is: one entry that leads to the position, big-endian. */
const EXIF = Buffer.concat([
  Buffer.from('Exif\0\0', 'latin1'),
  Buffer.from('4d4d002a00000008000188250004000000010000001a00000000000000000000', 'hex'),
])

/** The photo with Exif behind its beginning, as cameras put it there. */
export function withPosition(jpeg: Uint8Array): Uint8Array {
  const head = Buffer.from([0xff, 0xe1, 0, EXIF.length + 2])
  return new Uint8Array(Buffer.concat([jpeg.subarray(0, 2), head, EXIF, jpeg.subarray(2)]))
}
