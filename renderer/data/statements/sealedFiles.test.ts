import { expect, test } from 'vitest'
import { verifyStatement } from '#core/statements/sealed/verifyStatement'
import { readStatementSource } from '#core/statements/statementSource'
import { exampleSplits } from '#core/statements/testing/exampleSplits'
import { sealedFiles } from './sealedFiles'

const source = readStatementSource({ cooperative: 'Mesh', zone: 'UTC', splits: exampleSplits() })

test('[ST27] [ST36] each member asked for has a file that holds', async () => {
  const done: number[] = []
  const names: string[] = []
  const options = { signal: { aborted: false }, onProgress: (count: number) => done.push(count) }
  for await (const { fileName, content } of sealedFiles(source, ['ada', 'bo'], options)) {
    names.push(fileName)
    expect((await verifyStatement(JSON.parse(content))).filter(({ isNote }) => !isNote)).toEqual([])
  }
  expect(names).toEqual(['Ada', 'Bo'].map((name) => `${name}-WXM-January-March.commonmast-statement.json`))
  expect(done).toEqual([1, 2])
})

test('[ST27] is stopped between two', async () => {
  const signal = { aborted: false }
  const files = sealedFiles(source, ['ada', 'bo'], { signal, onProgress: () => undefined })
  await files.next()
  signal.aborted = true
  await expect(files.next()).rejects.toMatchObject({ code: 'statements.cancelled' })
})
