/** Entry of the command line. The exit code is set, not forced, so that everything written still reaches a slow pipe. */
import { resolve } from 'node:path'
import { runCli } from './commands/runCli'
import { proveInThread } from './planning/proveInThread'

const LONGEST_START_MS = 1_000

async function readAll(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

/** A reader that has seen enough (head, say) closes the pipe: that is no fault. A full disk behind `>` is one. */
let outputFailed = false
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || outputFailed) return
    outputFailed = true
    process.exitCode = 1
    process.stderr.write(`The output cannot be written (${error.code ?? error.message}): free some space, then run it again.\n`)
  })
}

void runCli(process.argv.slice(2), {
  stdin: () => readAll(process.stdin),
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  line: { input: process.stdin, output: process.stdout },
  // The start of the process, unless the program was built in it first.
  startedAtMs: Math.max(0, performance.now() - LONGEST_START_MS),
  prover: proveInThread(resolve(__dirname, 'proveThread.js')),
}).then((exitCode) => {
  process.exitCode = outputFailed ? 1 : exitCode
})
