import { expect, test } from 'vitest'
import { prepareFile } from './prepareFile'

const MB = 1024 * 1024
const file = (name: string, content: Uint8Array<ArrayBuffer>) => new File([content], name)
const text = (words: string) => new TextEncoder().encode(words)

test('[EV1] what is no photo, document or text, is empty, damaged or too large is refused with what to do', async () => {
  const refused: [File, string, RegExp][] = [
    [file('roof.jpg', text('MZ\u0000')), 'evidence.kind', /roof\.jpg holds no JPEG.*whatever its name says: save it/],
    [file('roof.jpg', new Uint8Array()), 'evidence.empty', /choose another file/],
    [file('roof.jpg', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 40])), 'evidence.damaged', /damaged JPEG photo: take it again/],
    [file('a.log', text('x'.repeat(16 * MB + 1))), 'evidence.too-large', /a\.log is 17 MB, and at most 16 MB are taken/],
    [file('roof.jpg', new Uint8Array(64 * MB + 1)), 'evidence.too-large', /65 MB, and at most 64 MB/],
  ]
  for (const [each, code, message] of refused) {
    await expect(prepareFile(each)).rejects.toMatchObject({ code, message: expect.stringMatching(message) })
  }
})

test('[EV2] documents and text are kept as they are', async () => {
  const log = text('12:00 set up\n')
  expect(await prepareFile(file('permit.jpg', log))).toMatchObject({ content: log, mediaType: 'text/plain', said: [] })
})
