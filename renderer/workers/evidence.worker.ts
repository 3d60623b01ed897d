/** Evidence: decoding, scaling, sealing and opening a photo each take longer than a frame. */
import { recogniseAttachment } from '#core/files/attachments/recogniseAttachment'
import { Problem } from '#core/model/problem'
import { openContent, sealContent } from '#core/sync/evidence/sealContent'
import { drawPhoto } from '../data/evidence/drawPhoto'
import { prepareFile } from '../data/evidence/prepareFile'
import { serveWorker } from '../platform/serveWorker'
import { evidenceContract } from './evidenceContract'

serveWorker(evidenceContract, {
  prepare: ({ file }) => prepareFile(file),
  async seal({ content, key }) {
    const { seal, chunks } = sealContent(content, key)
    return { seal, chunks }
  },
  async open({ of, sealed }, { transfer }) {
    const content = openContent(of, sealed)
    if (!content || recogniseAttachment(content) !== of.mediaType) {
      throw new Problem(
        'evidence.wrong-content',
        'What was brought is not the content that the record names, so it is not shown: ask whoever attached it to attach it again.',
      )
    }
    transfer([content.buffer])
    return { content }
  },
  async draw({ content, longestPixels }, { transfer }) {
    const picture = await drawPhoto(content, longestPixels)
    transfer([picture])
    return { picture }
  },
})
