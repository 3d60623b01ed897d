/** What a camera before the window would see, as a film for Chromium's simulated camera (`--use-file-for-fake-video-capture`). */
import { writeFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'

const WIDTH = 640
const HEIGHT = 480
/** How high the code stands in the picture, so that a square of it is no whole number of pixels. */
const CODE_HEIGHT = 430

/** The light of each pixel of the code that the page shows now, row by row, with some of the noise of a dim camera. */
export async function filmCode(page: Page): Promise<Uint8Array> {
  const text = await page.evaluate(
    ([width, height, side]) => {
      const shown = document.querySelector<HTMLCanvasElement>('canvas[role="img"]')
      const pen = new OffscreenCanvas(width, height).getContext('2d')
      if (!shown || !pen) throw new Error('The page shows no code')
      pen.fillStyle = '#777'
      pen.fillRect(0, 0, width, height)
      pen.imageSmoothingQuality = 'high'
      pen.drawImage(shown, (width - side) / 2, (height - side) / 2, side, side)
      const { data } = pen.getImageData(0, 0, width, height)
      const row = (at: number) =>
        String.fromCharCode(...data.subarray(at * width * 4, (at + 1) * width * 4).filter((_, byte) => byte % 4 === 0))
      return Array.from({ length: height }, (_, at) => row(at)).join('')
    },
    [WIDTH, HEIGHT, CODE_HEIGHT] as const,
  )
  return Uint8Array.from(text, (char, at) => Math.round(40 + char.charCodeAt(0) * 0.65 + ((at * 7_919) % 23) - 11))
}

/** Writes the pictures as YUV4MPEG2, ten a second. Chromium plays it again and again. */
export async function writeFilm(path: string, pictures: readonly Uint8Array[]): Promise<void> {
  const grey = new Uint8Array((WIDTH * HEIGHT) / 2).fill(128)
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420mpeg2\n`)
  await writeFile(path, Buffer.concat([head, ...pictures.flatMap((light) => [Buffer.from('FRAME\n'), light, grey])]))
}
