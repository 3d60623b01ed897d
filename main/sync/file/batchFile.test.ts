import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dataKeyOf } from '#core/sync/keys/dataKey'
import { destroyKey } from '#core/sync/keys/envelope'
import { canonicalText } from '#core/sync/signedDocument'
import { signerNamed } from '#core/sync/testing/signers'
import { CHUNK_BYTES, chunksOf } from '#core/sync/travel/chunks'
import { BatchMaker, exampleFounding } from '../testing/sealedBatches'
import { testTransport } from '../testing/transportConformance'
import { BatchFile } from './BatchFile'
import { BatchFileTransport } from './BatchFileTransport'
import { openBatchFile, saveBatchFile } from './saveBatchFile'

testTransport('file', async () => {
  const file = new BatchFile()
  return { open: async () => new BatchFileTransport(file), close: async () => undefined }
})

const { founding, cooperative } = await exampleFounding()
const anna = await new BatchMaker('anna', cooperative).sealMany(12)
const fork = await new BatchMaker('anna', cooperative).seal('Ford')

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-batches-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function saved(): Promise<string> {
  const file = new BatchFile()
  file.begin(founding)
  for (const { id, text } of [...anna.toReversed(), fork]) file.add(id, text)
  const path = join(folder, 'valley-mesh.jsonl')
  await saveBatchFile(path, file)
  return path
}

const ids = (batches: { id: unknown }[]) => batches.map(({ id }) => id)
const bytes = (text: string) => new TextEncoder().encode(text)

it('[SY37] carries everything, whatever a mail program does to line ends and to the end of the file', async () => {
  const path = await saved()
  const text = await readFile(path, 'utf8')
  for (const sent of [text, text.replaceAll('\n', '\r\n'), text.trimEnd(), `${text}\r\n\r\n`]) {
    await writeFile(path, sent)
    const file = await openBatchFile(path)
    expect(file.litter).toEqual([])
    expect(file.founding).toEqual(founding)
    expect(file.batches()).toHaveLength(13)
    expect(file.batches()).toEqual(expect.arrayContaining(ids([...anna, fork])))
    expect(file.text(fork.id)).toBe(fork.text)
  }
})

it('[SY37] takes what is whole of a file that was cut off, and says what is missing', async () => {
  const text = await readFile(await saved(), 'utf8')
  const lines = text.split('\n')
  const tornLine = BatchFile.read(bytes(`${lines.slice(0, 4).join('\n')}\n${lines[4]?.slice(0, 90)}`))
  expect(tornLine.batches()).toHaveLength(3)
  expect(tornLine.litter).toEqual([
    { name: 'line 5', kind: 'incomplete', actor: null },
    { name: 'lines 6 to 14', kind: 'incomplete', actor: null },
  ])
  const atLineEnd = BatchFile.read(bytes(lines.slice(0, 13).join('\n')))
  expect(atLineEnd.batches()).toHaveLength(12)
  expect(atLineEnd.litter).toEqual([{ name: 'lines 14 to 14', kind: 'incomplete', actor: null }])
})

it('[SY37] names a line that was changed or belongs elsewhere', async () => {
  const text = await readFile(await saved(), 'utf8')
  const stranger = await new BatchMaker('boris', (await exampleFounding('Coast Mesh')).cooperative).seal()
  const changed = BatchFile.read(bytes(`${text.replace('Site 3', 'Site 9')}${stranger.text}\n`))
  expect(changed.batches()).toHaveLength(12)
  expect(changed.litter.map(({ kind }) => kind)).toEqual(['damaged', 'foreign'])
})

it('[SY65] carries chunks and envelopes of data keys among its lines, and names one that was changed or cut off', async () => {
  const file = new BatchFile()
  file.begin(founding)
  for (const { id, text } of anna) file.add(id, text)
  const chunks = chunksOf(Uint8Array.from({ length: CHUNK_BYTES + 3 }, (_, at) => at % 241))
  for (const chunk of chunks) file.addChunk(chunk)
  const key = dataKeyOf(new Uint8Array(32).fill(7), null)
  const envelope = await destroyKey(key.id, { cooperative, version: 1, at: '2026-11-30T10:00:00.000Z' }, signerNamed('anna'))
  file.setEnvelope(envelope)
  const path = join(folder, 'with-chunks.jsonl')
  await saveBatchFile(path, file)
  const back = await openBatchFile(path)
  expect([back.litter, back.batches().length, back.envelopes()]).toEqual([[], 12, [canonicalText(envelope)]])
  for (const { hash, bytes: given } of chunks) expect(back.chunk(hash)).toEqual(given)
  const text = await readFile(path, 'utf8')
  const lines = text.trimEnd().split('\n')
  expect(lines).toHaveLength(16)
  const changed = BatchFile.read(bytes(text.replace('{"bytes":"AAEC', '{"bytes":"AAED')))
  expect(changed.litter).toEqual([{ name: expect.stringMatching(/^line 1[56]$/), kind: 'damaged', actor: null }])
  expect(chunks.map(({ hash }) => changed.chunk(hash) !== null)).toEqual([false, true])
  const cut = BatchFile.read(bytes(`${lines.slice(0, 15).join('\n')}\n${lines[15]?.slice(0, -9)}`))
  expect(cut.litter).toMatchObject([{ name: 'line 16' }])
  const short = BatchFile.read(bytes(lines.slice(0, 15).join('\n')))
  expect(short.litter).toEqual([{ name: 'lines 16 to 16', kind: 'incomplete', actor: null }])
})

it.each([
  ['nothing', '', 'sync.not-a-batch-file'],
  ['another file', 'name,lat,lng\nRidge,1,2\n', 'sync.not-a-batch-file'],
  ['a batch alone', anna[0]?.text ?? '', 'sync.not-a-batch-file'],
  ['a later format', '{"format":"commonmast-batches-v2"}\n', 'sync.batch-file-newer'],
  [
    'a changed founding',
    `${JSON.stringify({ format: 'commonmast-batches-v1', cooperative: { ...founding, name: 'Coast' }, batches: 0 })}\n`,
    'sync.not-a-batch-file',
  ],
])('[SY37] refuses %s', (_what, text, code) => {
  expect(() => BatchFile.read(bytes(text))).toThrow(expect.objectContaining({ code }))
})

it('says that a file cannot be read', async () => {
  await expect(openBatchFile(join(folder, 'none.jsonl'))).rejects.toMatchObject({ code: 'disk.failed' })
})
