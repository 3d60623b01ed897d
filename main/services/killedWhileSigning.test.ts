import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PayoutFile } from '#core/payout/payoutFile'
import { verifyPayout } from '#core/payout/verifyPayout'
import { createSimulatedLedgerTransports, SIMULATED_LEDGER_ID } from '../ledger/simulatedLedgerTransports'
import { filePermissionsBox } from '../storage/secretBox'
import { createConsole } from './composeHandlers'
import { chainedPayout } from './testing/chainedPayout'
import { connectClient } from './testing/connectClient'

const PATH = "44'/60'/0'/0/0"

let folder: string
/** An installation that has signed one payout, copied for each run. */
let template: string
let first: PayoutFile
let second: PayoutFile

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-killed-'))
  template = join(folder, 'template')
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    ssr: { target: 'node', noExternal: ['@noble/curves', '@noble/hashes', 'canonicalize', 'hash-wasm', 'viem', 'zod'] },
    build: {
      ssr: resolve('main/services/testing/signingProcess.ts'),
      target: 'node20',
      outDir: join(folder, 'program'),
      minify: false,
      rollupOptions: { output: { format: 'cjs', entryFileNames: 'signingProcess.cjs', chunkFileNames: '[name]-[hash].cjs' } },
    },
  })
  first = await chainedPayout('october', 1n, null)
  second = await chainedPayout('november', 2n, first)
  await writeFile(join(folder, 'payout.json'), JSON.stringify(second))
  const running = await start(template)
  await running.sign(first)
  await running.close()
}, 60_000)

afterAll(() => rm(folder, { recursive: true, force: true }))

/** A start of the program on a data folder, in this process. */
async function start(dataDir: string) {
  await mkdir(dataDir, { recursive: true })
  const running = await createConsole({
    ...{ dataDir, shell: 'browser', version: '0.0.0', secretBox: filePermissionsBox },
    ledgerTransports: [createSimulatedLedgerTransports({})],
  })
  const { call } = connectClient(running)
  return {
    call,
    sign: (payout: PayoutFile) => call('payout.sign', { payout, deviceId: SIMULATED_LEDGER_ID, derivationPath: PATH }),
    close: () => running.close(),
  }
}

interface Run {
  dataDir: string
  /** Null where it was killed before it could answer. */
  answer: { transactionHash: string; steps: string[] } | null
  signal: string | null
}

/** The program on a copy of the installation, killed at a step. */
async function signAndKill(step: number, how: 'whole' | 'half'): Promise<Run> {
  const dataDir = join(folder, `run-${step}-${how}`)
  await cp(template, dataDir, { recursive: true })
  const args = [join(folder, 'program/signingProcess.cjs'), dataDir, join(folder, 'payout.json'), `${step}`, how]
  return new Promise((done, fail) => {
    // What is not bundled is found where the tests find it.
    const env = { ...process.env, NODE_PATH: resolve('node_modules') }
    execFile(process.execPath, args, { env }, (error, stdout, stderr) => {
      if (error && error.signal !== 'SIGKILL') fail(new Error(`The program failed by itself: ${stderr}`))
      else done({ dataDir, answer: stdout === '' ? null : JSON.parse(stdout), signal: error?.signal ?? null })
    })
  })
}

/** What must hold after a start on what the killed program left. */
async function expectNothingLost({ dataDir, answer }: Run): Promise<void> {
  const files = await readdir(join(dataDir, 'payouts'))
  const left = files.flatMap((name) => /^(0x[0-9a-f]{64})\.json$/.exec(name)?.[1] ?? [])
  const running = await start(dataDir)
  try {
    const known = await running.call('payout.signedList', {})
    expect(known.map(({ fileState }) => fileState)).toEqual(known.map(() => 'whole'))
    const hashes = known.map(({ transactionHash }) => transactionHash)
    expect(hashes).toEqual(expect.arrayContaining(left))
    if (answer) expect(hashes).toContain(answer.transactionHash)
    for (const transactionHash of hashes) {
      expect(await verifyPayout(await running.call('payout.signedFile', { transactionHash }))).toEqual([])
    }
    expect(await running.call('journal.list', {})).toMatchObject({ intact: true, lost: null })

    const again = running.sign(second)
    if (hashes.length > 1) await expect(again).rejects.toMatchObject({ code: 'payout.signed-already' })
    else expect((await again).signature?.recovered).toMatch(/^0x/)
    const after = await running.call('payout.signedList', {})
    expect(after.map(({ period, fileState }) => [period?.id, fileState])).toEqual([
      ['october', 'whole'],
      ['november', 'whole'],
    ])
    const { entries } = await running.call('journal.list', { afterSeq: 0, limit: 1_000 })
    const count = (kind: string) => entries.filter((entry) => entry.kind === kind).length
    expect(count('payout.signed')).toBe(2)
    // Each request has its end; where the file had come as far as the disk, it is the signature.
    expect(count('payout.sign-requested')).toBe(2 + count('payout.sign-interrupted'))
  } finally {
    await running.close()
  }
  const remaining = await readdir(dataDir, { recursive: true })
  expect(remaining.filter((name) => name.endsWith('.tmp'))).toEqual([])
  expect(await readFile(join(dataDir, 'journal.jsonl'), 'utf8')).toMatch(/\n$/)
}

it('killed at any step around a signing, the program loses no signature and leaves nothing half-written', async () => {
  const whole = await signAndKill(0, 'whole')
  expect(whole.signal).toBeNull()
  await expectNothingLost(whole)
  const steps = whole.answer?.steps ?? []
  expect(steps.filter((name) => name === 'write').length).toBeGreaterThanOrEqual(5)
  // Between these the disk is as it was: a killed process, unlike a power cut, loses nothing that it has written.
  const runs = steps.flatMap((name, at) => {
    if (name !== 'write' && name !== 'rename') return []
    return (name === 'write' ? (['whole', 'half'] as const) : (['whole'] as const)).map((how) => ({ step: at + 1, how }))
  })
  // Two at once: most of a run is the start of its process.
  const killed: Run[] = []
  const queue = [...runs]
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) killed.push(await signAndKill(next.step, next.how))
  }
  await Promise.all([worker(), worker()])
  expect(killed.map(({ signal, answer }) => [signal, answer])).toEqual(runs.map(() => ['SIGKILL', null]))
  for (const run of killed) await expectNothingLost(run)
}, 180_000)
