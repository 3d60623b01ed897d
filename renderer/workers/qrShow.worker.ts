/** Packs a file and makes its QR codes away from the screen. */
import { type FileFrames, fileFrames, LAST_FRAME } from '#core/files/qr/fileFrames'
import { qrModules } from '#core/files/qr/qrModules'
import { invariant } from '#core/model/problem'
import { serveWorker } from '../platform/serveWorker'
import { qrShowContract } from './qrShowContract'

/** `size`: of every code, so that they do not jump. */
let shown: { frames: FileFrames; size: number } | null = null

serveWorker(qrShowContract, {
  async open(file) {
    const frames = fileFrames(file)
    shown = { frames, size: qrModules(frames.text(LAST_FRAME)).size }
    return { packedBytes: frames.packedBytes, needed: frames.needed }
  },
  async code({ frame }, { transfer }) {
    invariant(shown !== null, 'a file is opened before its codes are asked for')
    const modules = qrModules(shown.frames.text(frame), shown.size)
    transfer([modules.dark.buffer])
    return modules
  },
})
