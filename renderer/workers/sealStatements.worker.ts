/** Works splits out again and seals statements of them, away from the screen. */
import { readStatementSource } from '#core/statements/statementSource'
import { sealedFiles } from '../data/statements/sealedFiles'
import { zipFiles } from '../data/statements/zipFiles'
import { serveWorker } from '../platform/serveWorker'
import { sealStatementsContract } from './sealStatementsContract'

serveWorker(sealStatementsContract, {
  async seal({ source, memberIds }, { signal, progress }) {
    const total = memberIds.length
    const files = sealedFiles(readStatementSource(source), memberIds, {
      signal,
      onProgress: (done) => progress({ done, total }),
    })
    if (total !== 1) return { fileName: 'statements.zip', blob: await zipFiles(files) }
    const { value } = await files.next()
    return { fileName: value?.fileName ?? 'statement.json', blob: new Blob([value?.content ?? ''], { type: 'application/json' }) }
  },
})
