import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { seal } from '#core/model/contentDigest'
import { exampleSplits } from '#core/statements/testing/exampleSplits'
import { runCommand } from './testing/runCommand'

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
