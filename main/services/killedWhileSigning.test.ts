import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import { payoutState } from '#core/treasury/state/payoutState'
import { createSimulatedLedgerTransports, SIMULATED_LEDGER_ID } from '../ledger/simulatedLedgerTransports'
import { filePermissionsBox } from '../storage/secretBox'
import { createConsole } from './composeHandlers'
import { connectClient } from './testing/connectClient'
import { practicePayout } from './testing/practicePayout'

const PATH = "44'/60'/0'/0/0"

let folder: string
/** An installation that has signed one payout, copied for each run. */
let template: string
let first: PayoutFileV4
let second: PayoutFileV4

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
  first = await practicePayout('october', 1n, 0)
  second = await practicePayout('november', 2n, 20)
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
    /** As a person does it: what is done already is not done again. */
    async sign(payout: PayoutFileV4) {
      const payoutId = payout.contentSha256
      await call('treasury.draft', { payout, isAnotherPeriod: true })
      await call('treasury.propose', { payoutId, by: 'Ada' })
      const device = { deviceId: SIMULATED_LEDGER_ID, derivationPath: PATH }
      return call('treasury.sign', { payoutId, at: 0, ...device, isAnotherPeriod: true })
    },
    close: () => running.close(),
  }
}

interface Run {
  dataDir: string
  /** Null where it was killed before it could answer. */
  answer: { moveIds: string[]; steps: string[] } | null
  signal: string | null
}

/** The program on a copy of the installation. @param more arguments of its own */
async function signIn(name: string, ...more: string[]): Promise<Run> {
  const dataDir = join(folder, name)
  await cp(template, dataDir, { recursive: true })
  const args = [join(folder, 'program/signingProcess.cjs'), dataDir, join(folder, 'payout.json'), ...more]
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
async function expectNothingLost({ dataDir, answer }: Pick<Run, 'dataDir' | 'answer'>): Promise<void> {
  const files = await readdir(join(dataDir, 'payouts'))
  const left = files.flatMap((name) => /^([0-9a-f]{64})\.json$/.exec(name)?.[1] ?? [])
  const running = await start(dataDir)
  try {
    const { payouts: known } = await running.call('treasury.list', {})
    expect(known.map(({ fileState }) => fileState)).toEqual(known.map(() => 'whole'))
    expect(known.map(({ payoutId }) => payoutId)).toEqual(expect.arrayContaining(left))
    const moves = known.flatMap((one) => one.moves)
    if (answer) expect(moves.map(({ id }) => id)).toEqual(expect.arrayContaining(answer.moveIds))
    for (const { payoutId } of known) {
      expect(await running.call('treasury.file', { payoutId })).toMatchObject({ contentSha256: payoutId })
    }
    expect(await running.call('journal.list', {})).toMatchObject({ intact: true, lost: null })

    const isSigned = moves.some(({ payoutId, fact }) => payoutId === second.contentSha256 && fact.kind === 'confirmed')
    const again = running.sign(second)
    if (isSigned) await expect(again).rejects.toMatchObject({ code: 'payout.signed-already' })
    else await again
    const { payouts: after } = await running.call('treasury.list', {})
    const signed = [first, second].map((payout) => {
      const ofPayout = after.find(({ payoutId }) => payoutId === payout.contentSha256)?.moves ?? []
      return payoutState(payout, ofPayout).transactions[0]?.confirmations.length
    })
    expect(signed).toEqual([1, 1])
    const { entries } = await running.call('journal.list', { afterSeq: 0, limit: 1_000 })
    const count = (kind: string) => entries.filter((entry) => entry.kind === kind).length
    // Each request has its end: the signature, or that it was interrupted.
    expect(count('treasury.sign-requested')).toBe(2 + count('treasury.sign-interrupted'))
  } finally {
    await running.close()
  }
  const remaining = await readdir(dataDir, { recursive: true })
  expect(remaining.filter((name) => name.endsWith('.tmp'))).toEqual([])
  expect(await readFile(join(dataDir, 'journal.jsonl'), 'utf8')).toMatch(/\n$/)
}

it('killed at any step around a signing, the program loses no signature and leaves nothing half-written', async () => {
  const copies = join(folder, 'copies')
  await mkdir(copies)
  const whole = await signIn('whole', copies)
  expect(whole.signal).toBeNull()
  await expectNothingLost(whole)
  const steps = whole.answer?.steps ?? []
  expect(steps.filter((name) => name === 'write').length).toBeGreaterThanOrEqual(5)
  const expected = steps.flatMap((name, at) => {
    if (name !== 'write' && name !== 'rename') return []
    return name === 'write' ? [`${at + 1}-half`, `${at + 1}-whole`] : [`${at + 1}-whole`]
  })
  expect((await readdir(copies)).sort()).toEqual([...expected].sort())
  for (const name of expected) await expectNothingLost({ dataDir: join(copies, name), answer: null })

  // The copies are what a kill leaves; this is one.
  const last = steps.lastIndexOf('write') + 1
  const killed = await signIn('killed', '', `${last}`, 'half')
  expect(killed).toMatchObject({ signal: 'SIGKILL', answer: null })
  await expectNothingLost(killed)
}, 180_000)
