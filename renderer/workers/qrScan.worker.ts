/** Finds the QR code in pictures of a camera and puts the file together, away from the screen: a picture takes up to 100 ms. */
import jsQR from 'jsqr'
import { FileFrameReader } from '#core/files/qr/FileFrameReader'
import { serveWorker } from '../platform/serveWorker'
import { type PictureReading, qrScanContract } from './qrScanContract'

const reader = new FileFrameReader()
let canvas: OffscreenCanvas | null = null

serveWorker(qrScanContract, {
  async read({ picture }, { transfer }): Promise<PictureReading> {
    const text = textIn(picture)
    if (text === null) return { kind: 'nothing' }
    const reading = reader.read(text)
    if (reading.kind === 'complete') transfer([reading.file.bytes.buffer])
    return reading.kind === 'refused' ? { kind: 'refused', problem: reading.problem.toData() } : reading
  },
  async reset() {
    reader.reset()
    return {}
  },
})

function textIn(picture: ImageBitmap): string | null {
  const { width, height } = picture
  if (canvas?.width !== width || canvas.height !== height) canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('This browser gives no canvas to read from')
  context.drawImage(picture, 0, 0)
  picture.close()
  const { data } = context.getImageData(0, 0, width, height)
  return jsQR(data, width, height, { inversionAttempts: 'dontInvert' })?.data ?? null
}
