import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { zipFiles } from './zipFiles'

const FILES = [
  { fileName: 'Ada-März.csv', content: 'Zażółć,1\n'.repeat(100) },
  { fileName: 'Ada-März.pdf', content: new Uint8Array([1, 2, 3]) },
  { fileName: 'empty.csv', content: '' },
]
const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer())

test('[ST27] files come out of a ZIP as they went in, and the same files make the same ZIP', async () => {
  const packed = await bytesOf(await zipFiles(FILES))
  const unpacked = unzipSync(packed)
  expect(Object.keys(unpacked)).toEqual(FILES.map(({ fileName }) => fileName))
  expect(strFromU8(unpacked['Ada-März.csv'] ?? new Uint8Array())).toBe(FILES[0]?.content)
  expect(unpacked['Ada-März.pdf']).toEqual(FILES[1]?.content)
  expect(packed.length).toBeLessThan(700)
  expect(await bytesOf(await zipFiles(FILES))).toEqual(packed)
})

test('what asking for the files throws is passed on', async () => {
  async function* broken() {
    yield { fileName: 'a.csv', content: 'a' }
    throw new Error('stopped')
  }
  await expect(zipFiles(broken())).rejects.toThrow('stopped')
})
