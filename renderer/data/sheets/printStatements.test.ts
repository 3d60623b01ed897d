import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { PDFDocument } from '@cantoo/pdf-lib'
import { afterEach, expect, it } from 'vitest'
import { makeStatement, NO_BALANCES } from '#core/statements/statement'
import { exampleEntry, HNT } from '#core/statements/testing/entriesArbitrary'
import { monthIn } from '#core/statements/zoneTime'
import type { WorkerLike } from '../../platform/connectWorker'
import { serveWorker, type WorkerScope } from '../../platform/serveWorker'
import { statementContract } from '../../workers/statementContract'
import { printStatements } from './printStatements'
import { statementPdf } from './statementPdf'

const fontFile = (name: string) =>
  new Uint8Array(readFileSync(createRequire(import.meta.url).resolve(`@expo-google-fonts/inter/${name}`)))
const fonts = {
  regular: fontFile('400Regular/Inter_400Regular.ttf'),
  bold: fontFile('600SemiBold/Inter_600SemiBold.ttf'),
}
const period = { name: 'March', ...monthIn('UTC', 2026, 3) }

function* statements(count: number) {
  for (let i = 0; i < count; i++) {
    const member = { id: `m${i}`, name: `Member ${i}` }
    const entries = [exampleEntry({ member })]
    yield makeStatement({
      cooperative: 'Mesh',
      member,
      period,
      zone: 'UTC',
      token: HNT,
      opening: NO_BALANCES,
      entries,
      priceSource: '',
    })
  }
}

const opened: MessagePort[] = []
let terminated = 0
afterEach(() => {
  for (const port of opened.splice(0)) port.close()
})

/** Both sides of a real channel, as a worker and its scope have one. */
function startWorker(): WorkerLike {
  const { port1, port2 } = new MessageChannel()
  opened.push(port1, port2)
  terminated = 0
  const scope: WorkerScope = {
    postMessage: (message, { transfer }) => port2.postMessage(message, transfer as never),
    onmessage: null,
  }
  serveWorker(
    statementContract,
    {
      async print(statement, { transfer }) {
        const bytes = await statementPdf(statement, fonts)
        transfer([bytes.buffer])
        return bytes
      },
    },
    scope,
  )
  port2.on('message', (data) => scope.onmessage?.({ data } as MessageEvent))
  const worker: WorkerLike = {
    postMessage: (message, transfer) => port1.postMessage(message, transfer as never),
    terminate() {
      terminated += 1
      port1.close()
    },
    onmessage: null,
    onmessageerror: null,
    onerror: null,
  }
  port1.on('message', (data) => worker.onmessage?.({ data } as MessageEvent))
  return worker
}

it('gives a CSV and a PDF of each statement, says how many are done, and ends its worker', async () => {
  const progress: number[] = []
  const names: string[] = []
  const options = { signal: new AbortController().signal, onProgress: (done: number) => progress.push(done), startWorker }
  for await (const { fileName, content } of printStatements(statements(3), options)) {
    names.push(fileName)
    if (typeof content !== 'string')
      expect((await PDFDocument.load(content)).getTitle()).toBe(`Member ${Math.floor((names.length - 1) / 2)}, March`)
  }
  expect(names).toHaveLength(6)
  expect(progress).toEqual([1, 2, 3])
  expect(terminated).toBe(1)
})

it('ends its worker when it is cancelled, and when nobody takes the files any more', async () => {
  const stop = new AbortController()
  const run = async () => {
    for await (const { fileName } of printStatements(statements(100), {
      signal: stop.signal,
      onProgress: () => undefined,
      startWorker,
    })) {
      if (fileName === 'Member-1-March-HNT.csv') stop.abort()
    }
  }
  await expect(run()).rejects.toMatchObject({ code: 'statements.cancelled' })
  expect(terminated).toBe(1)
  for await (const _ of printStatements(statements(100), {
    signal: new AbortController().signal,
    onProgress: () => undefined,
    startWorker,
  }))
    break
  expect(terminated).toBe(1)
})
