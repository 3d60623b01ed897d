/** Contents of evidence as they are shown and saved: brought from main's disk, opened and checked in a worker. */
import { base64 } from '@scure/base'
import type { Evidence } from '#core/model/evidence'
import { Problem } from '#core/model/problem'
import { consoleClient } from '../../platform/consoleClient'
import { evidenceWorker } from './evidenceWorker'

/** @throws Problem `evidence.not-here`, `evidence.wrong-content`, `disk.*` */
export async function readContent({ sha256, bytes, seal, mediaType }: Evidence): Promise<Uint8Array<ArrayBuffer>> {
  const sealed: Uint8Array[] = []
  for (const hash of seal.chunks) {
    const { bytes: chunk } = await consoleClient.call('evidence.read', { hash })
    if (chunk === null) throw notHere()
    sealed.push(base64.decode(chunk))
  }
  return (await evidenceWorker().call('open', { of: { sha256, bytes, seal, mediaType }, sealed })).content
}

/** A photo, no side longer than so many pixels. @throws Problem as `readContent`, `evidence.not-drawable` */
export async function drawContent(evidence: Evidence, longestPixels: number): Promise<ImageBitmap> {
  const content = await readContent(evidence)
  return (await evidenceWorker().call('draw', { content, longestPixels })).picture
}

function notHere(): Problem {
  return new Problem(
    'evidence.not-here',
    'The content has not arrived yet: sync with a place where the laptop that attached it has been.',
  )
}
