import { pictureSize } from '#core/files/pictureSize'
import { Problem } from '#core/model/problem'

/** Of one that would still be decoded: as bitmap it takes four bytes for each. */
const MOST_PIXELS = 120_000_000

/**
 * Decodes a photo, upright, no side longer than so many pixels. It runs in workers.
 * @throws Problem `evidence.not-drawable`
 */
export async function drawPhoto(content: Uint8Array, longestPixels: number): Promise<ImageBitmap> {
  const size = pictureSize(content)
  if (!size || size.widthPixels * size.heightPixels > MOST_PIXELS) throw notDrawable(null)
  try {
    const blob = new Blob([new Uint8Array(content)])
    // Which way up it stands decides which side is which, so its size is asked of the browser.
    const whole = await createImageBitmap(blob)
    const scale = longestPixels / Math.max(whole.width, whole.height)
    if (scale >= 1) return whole
    const [resizeWidth, resizeHeight] = [whole.width, whole.height].map((side) => Math.max(1, Math.round(side * scale)))
    const scaled = await createImageBitmap(whole, { resizeWidth, resizeHeight, resizeQuality: 'high' } as ImageBitmapOptions)
    whole.close()
    return scaled
  } catch (thrown) {
    throw notDrawable(thrown)
  }
}

function notDrawable(cause: unknown): Problem {
  return new Problem(
    'evidence.not-drawable',
    'This photo cannot be drawn: it is damaged, or larger than 120 million pixels. Take it again, or choose a smaller one.',
    { cause },
  )
}
