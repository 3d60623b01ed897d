import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { base58 } from '@scure/base'
import type { Hex } from 'viem'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { seal } from '#core/model/contentDigest'
import { NO_PREVIOUS_TOTALS, preparePayout } from '#core/payout/preparePayout'
import { exampleWallet } from '#core/solana/exampleRun'
import { exampleSplits } from '#core/statements/testing/exampleSplits'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import type { MoveFact } from '#core/treasury/model/payoutMove'
import {
  ACCOUNT_TREASURY,
  BY_ACCOUNT,
  BY_ROOT,
  payoutOf,
  SAFE_TREASURY,
  TOKEN_FACTS,
} from '#core/treasury/payout/examplePayoutV4'
import { SOLANA_TOKEN, SOLANA_TREASURY, solanaPayoutOf, solanaSettings } from '#core/treasury/payout/exampleSolanaPayout'
import type { PayoutInputV4 } from '#core/treasury/payout/preparePayoutV4'
import { signedHashAt } from '#core/treasury/payout/signedHash'
import { treasuryOwners } from '#core/treasury/payout/treasuryOwners'
import { confirmed, exampleHash, minedOf, moveOf } from '#core/treasury/state/examplePayoutMoves'
import { sealMoves } from '#core/treasury/state/movesFile'
import { runCommand } from './testing/runCommand'

const BASE = 'eip155:8453'

let folder: string
let splits: string[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-statement-'))
  splits = []
  for (const split of exampleSplits()) {
    const path = join(folder, `${split.period.name}.json`)
    await writeFile(path, JSON.stringify(split))
    splits.push('--split', path)
  }
})
afterEach(() => rm(folder, { recursive: true }))

async function run(...args: string[]) {
  const { exitCode, stdout, stderr } = await runCommand(args)
  return { exitCode, stderr, output: stdout === '' ? null : JSON.parse(stdout) }
}

async function save(name: string, document: unknown): Promise<string> {
  const path = join(folder, `${name}.json`)
  await writeFile(path, JSON.stringify(document))
  return path
}

/** What Ada's statement shows of a payout that was signed, mined and reconciled; the statement holds. */
async function paid(payout: PayoutFileV4): Promise<unknown> {
  const hashOf = (at: number) =>
    payout.method === 'solana' ? base58.encode(new Uint8Array(64).fill(at + 1)) : exampleHash(`sent ${at}`)
  const receipts = payout.payees.map(({ address, amountBaseUnits }, at) => ({
    ...{ address, receivedBaseUnits: amountBaseUnits, transaction: hashOf(0), block: '100', logIndexes: [at] },
  }))
  const [owner = '', ...others] = treasuryOwners(payout.treasury)
  const signers = payout.method === 'safe' ? [owner, ...others.slice(0, 1)] : [owner]
  const facts: MoveFact[] = [
    ...payout.transactions.flatMap(({ at }) => {
      const signedHash = signedHashAt(payout, at)
      return signers.map((signer) => confirmed(signer, at, { payoutSha256: payout.contentSha256, signedHash }))
    }),
    ...payout.transactions.map(({ at }) => minedOf(at, { transaction: hashOf(at) as Hex })),
    { kind: 'reconciled', receipts, nodes: 1 },
  ]
  const moves = facts.map((fact) => moveOf(fact, { payout }))
  const files = ['--payout', await save('payout', payout), '--moves', await save('moves', sealMoves(payout.contentSha256, moves))]
  const split = await save('January', payout.split)
  const out = join(folder, 'ada.json')
  const made = await run('statement', '--split', split, ...files, '--member', 'ada', '--out', out)
  expect(made).toMatchObject({ exitCode: 0, stderr: '' })
  expect(await run('verify', out, '--split', split)).toMatchObject({ exitCode: 0, output: { holds: true } })
  const { periods } = JSON.parse(await readFile(out, 'utf8'))
  return periods[0].receipts[0]
}

describe('statement', () => {
  it('[ST36] [ST39] writes a statement that verify works out again, alone and against its splits', async () => {
    const out = join(folder, 'ada.json')
    const made = await run('statement', ...splits, '--member', 'Ada', '--out', out, '--zone', 'Europe/Zurich')
    expect(made).toMatchObject({ exitCode: 0, output: { member: { id: 'ada' }, periods: 3 } })
    expect(made.stderr).toContain('The payments of "January" have no transaction, since no payout is known.')
    const alone = await run('verify', out)
    expect(alone).toMatchObject({ exitCode: 0, output: { holds: true, format: 'commonmast-statement-v1' } })
    expect(alone.stderr).toContain('give that split to check them')
    const against = await run('verify', out, ...splits)
    expect(against).toMatchObject({ exitCode: 0, output: { holds: true } })
    expect(against.stderr).not.toContain('give that split to check them')
    expect((await run('inspect', out)).output).toMatchObject({
      format: 'commonmast-statement-v1',
      recognised: true,
      rows: 3,
      problems: [],
    })

    const file = JSON.parse(await readFile(out, 'utf8'))
    file.periods[0].minimumPayoutBaseUnits = '1'
    await writeFile(out, JSON.stringify(seal(file)))
    expect((await run('verify', out)).exitCode).toBe(0)
    const wrong = await run('verify', out, ...splits.slice(0, 2))
    expect(wrong).toMatchObject({ exitCode: 1, output: { holds: false } })
    expect(wrong.stderr).toContain('periods[0] January minimumPayoutBaseUnits reads 1, but the split gives 0')
  })

  it('[ST41] takes payouts of version 4 by every method, with the moves that reconcile kept', async () => {
    const [january] = exampleSplits()
    const token = { ...TOKEN_FACTS, chain: BASE }
    const onBase = (changes: Partial<PayoutInputV4>) =>
      payoutOf({
        split: january,
        token,
        ...changes,
        treasury: { ...ACCOUNT_TREASURY, ...changes.treasury, chain: BASE } as never,
      })
    expect(await paid(await onBase({ treasury: SAFE_TREASURY }))).toMatchObject({ chain: '8453' })
    expect(await paid(await onBase(BY_ACCOUNT))).toMatchObject({ chain: '8453' })
    expect(await paid(await onBase(BY_ROOT))).toMatchObject({ chain: '8453' })

    const [split] = exampleSplits(exampleWallet)
    const chain = 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp'
    const onSolana = { split, treasury: { ...SOLANA_TREASURY, chain }, token: { ...SOLANA_TOKEN, chain } } as const
    const solana = await solanaPayoutOf({ ...onSolana, settings: { ...solanaSettings(), withoutTokenAccount: new Set() } })
    expect(await paid(solana)).toMatchObject({ chain })
  })

  it('[ST41] a payout of version 4 without its moves is not signed, and only one of a split counts', async () => {
    const [january, february] = exampleSplits()
    const payout = await payoutOf({ split: january })
    const path = await save('payout', payout)
    const moves = await save('moves', sealMoves(payout.contentSha256, []))
    const another = await save('another', await payoutOf({ split: january, settings: { kind: 'safe', firstNonce: 9n } }))
    const replaces = { payout, reason: 'wrong nonce', unpaid: null }
    const replacing = await save('replacing', await payoutOf({ split: january, replaces }))
    const ofOther = await save('other', await payoutOf({ split: february, first: true }))
    const old = await save(
      'old',
      await preparePayout({ split: january as never, previous: NO_PREVIOUS_TOTALS, transaction: null }),
    )
    const state = (...args: string[]) =>
      run('statement', ...splits.slice(0, 2), '--member', 'ada', '--out', join(folder, 'out.json'), ...args)
    for (const given of [
      ['--payout', path],
      ['--payout', path, '--moves', moves],
      ['--payout', path, '--payout', replacing],
    ]) {
      const stated = await state(...given)
      expect(stated).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('since the payout is not signed') })
    }
    for (const [given, words] of [
      [['--payout', path, '--payout', another], 'Two payouts pay "January"'],
      [['--payout', path, '--payout', old], 'Two payouts pay "January"'],
      [['--payout', ofOther], 'The payout of "February" pays another split'],
      [['--payout', another, '--moves', moves], 'is not among those given'],
      [['--payout', path, '--moves', path], 'file of moves is none'],
    ] as const) {
      expect(await state(...given)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(words) })
    }
  })

  it('[ST27] writes the statements of all members into a folder', async () => {
    const out = join(folder, 'all')
    await mkdir(out)
    expect(await run('statement', ...splits, '--all', '--out', out)).toMatchObject({ output: { members: 5, files: 5 } })
    expect((await readdir(out)).sort()).toEqual(['Ada', 'Bo', 'Cy', 'Di', 'Fund'].map((name) => `${name}-WXM-statement.json`))
    const tables = join(folder, 'tables')
    await mkdir(tables)
    expect(await run('statement', ...splits, '--all', '--to', 'csv', '--out', tables)).toMatchObject({ output: { files: 15 } })
    expect(await readFile(join(tables, 'Bo-March-WXM.csv'), 'utf8')).toContain('Given back from the reserve')
  })

  it('[ST32] writes entries that export reads', async () => {
    const out = join(folder, 'entries.json')
    for (const who of [['--all'], ['--member', 'bo']]) {
      const made = await run('statement', ...splits, ...who, '--to', 'entries', '--out', out, '--cooperative', 'Mesh')
      expect(made).toMatchObject({ exitCode: 0, output: { format: 'commonmast-entries-v1' } })
      for (const target of ['koinly', 'cointracking', 'hledger', 'beancount', 'csv']) {
        const exported = await run('export', '--entries', out, '--to', target, '--out', join(folder, `book-${target}`))
        expect(exported.exitCode, `${target} ${exported.stderr}`).toBe(0)
      }
    }
  })

  it('refuses what cannot be meant', async () => {
    const out = join(folder, 'out.json')
    for (const [args, words, exitCode] of [
      [['--member', 'ada', '--out', out], '--split is missing', 2],
      [[...splits, '--out', out], 'Give either --member or --all', 2],
      [[...splits, '--all', '--member', 'ada', '--out', out], 'Give either --member or --all', 2],
      [[...splits, '--member', 'ada', '--out', out, '--to', 'pdf'], '--to must be one of', 2],
      [[...splits, '--all', '--out', out], 'There is no folder', 1],
      [[...splits, '--member', 'Zed', '--out', out], 'No member of these periods', 1],
      [[...splits, '--member', 'ada', '--out', out, '--zone', 'CET'], 'is no time zone', 1],
      [[...splits.slice(0, 2), ...splits.slice(4), '--member', 'ada', '--out', out], 'give all periods between', 1],
      [[...splits, '--member', 'ada', '--out', splits[1] ?? ''], 'would overwrite', 1],
      [[...splits, '--payout', splits[1] ?? '', '--member', 'ada', '--out', out], 'does not hold', 1],
    ] as const) {
      const refused = await run('statement', ...args)
      expect(refused).toMatchObject({ exitCode, stderr: expect.stringContaining(words) })
    }
    expect((await run('verify', splits[1] ?? '', ...splits)).stderr).toContain('--split goes with a statement')
  })
})
