import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import loadHighs from 'highs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Prover } from '#core/planning/optimise/prover'
import { proveWithHighs } from '#core/planning/optimise/proveWithHighs'
import { fixturePath, readFixtureJson } from '../../fixtures/readFixture'
import { runCli } from './runCli'

let folder: string
let prover: Prover

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-plan-'))
  const highs = await loadHighs()
  prover = async (task, { timeMs }) => proveWithHighs(highs, task, { timeMs, onBound: () => undefined })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function run(...args: string[]): Promise<{ exitCode: number; output: unknown; stderr: string }> {
  let stdout = ''
  let stderr = ''
  const exitCode = await runCli(['plan', ...args], {
    stdin: async () => '',
    stdout: (text) => {
      stdout += text
    },
    stderr: (text) => {
      stderr += text
    },
    prover,
  })
  return { exitCode, output: stdout === '' ? null : JSON.parse(stdout), stderr }
}

async function runOn(document: unknown, ...args: string[]) {
  const file = join(folder, 'instance.json')
  await writeFile(file, typeof document === 'string' ? document : JSON.stringify(document))
  return run('--instance', file, '--time-ms', '10000', ...args)
}

const small = {
  p: 2,
  budget: null,
  m: 3,
  n: 4,
  weights: [5, 1, 3, 2],
  covered: [0, 0, 0, 0],
  csr: { ptr: [0, 2, 4, 6], idx: [0, 1, 1, 2, 2, 3] },
  conflicts: null,
  costs: null,
}

describe('plan', () => {
  it('prints sites, value, bound, proof and time, and nothing else', async () => {
    const { exitCode, output, stderr } = await runOn(small)
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    const elapsedMs = expect.any(Number)
    expect(output).toEqual({ sites: [0, 2], value: 11, upperBound: 11, proved: true, elapsedMs })
  })

  it('does not count what is covered already', async () => {
    expect((await runOn({ ...small, p: 1, covered: [1, 0, 0, 0] })).output).toMatchObject({ sites: [2], value: 5 })
  })

  it('proves a published instance of a real city', async () => {
    const file = 'instances/nyc-r8-200.json'
    const { exact } = readFixtureJson(file) as { exact: { sites: number[]; objective: number } }
    const { output } = await run('--instance', fixturePath(file), '--time-ms', '20000')
    expect(output).toMatchObject({ sites: exact.sites, value: exact.objective, upperBound: exact.objective, proved: true })
  })

  it('keeps count and budget given on the command line, instead of the file or beside it', async () => {
    expect((await runOn({ ...small, p: null }, '--count', '1')).output).toMatchObject({ sites: [0], value: 6 })
    const dear = { ...small, p: null, costs: [10, 4.5, 3.5] }
    expect((await runOn(dear, '--budget', '8')).output).toMatchObject({ sites: [1, 2], value: 6 })
    expect((await runOn(dear, '--budget', '8', '--count', '1')).output).toMatchObject({ sites: [2], value: 5 })
    expect((await runOn(dear, '--budget', '7.9')).output).toMatchObject({ sites: [2], value: 5 })
  })

  it('reads the short form, alone or by name', async () => {
    const short = { p: 1, budget: null, w: [3, 4], ptr: [0, 1, 2], idx: [0, 1], cost: null, conf: null }
    expect((await runOn(short)).output).toMatchObject({ sites: [1], value: 4 })
    const byName = {
      instances: { one: short, both: { ...short, p: 2 }, apart: { ...short, p: 2, conf: { ptr: [0, 1, 2], idx: [1, 0] } } },
    }
    expect((await runOn(byName)).output).toMatchObject({
      one: { sites: [1] },
      both: { sites: [0, 1], value: 7 },
      apart: { sites: [1], value: 4 },
    })
    expect((await runOn(byName, '--name', 'both')).output).toMatchObject({ sites: [0, 1] })
    const unknown = await runOn(byName, '--name', 'three')
    expect(unknown).toMatchObject({ exitCode: 1, output: null, stderr: expect.stringContaining('one, both, apart') })
  })

  it('answers every count that a file of facilities asks for, or the one that is asked for', async () => {
    const file = fixturePath('instances/spopt_sf.json')
    expect((await run('--instance', file)).output).toMatchObject({
      'p=2': { siteNames: ['Store_12', 'Store_16'], value: 671_938, proved: true },
      'p=6': { value: 941_462, proved: true },
    })
    const sites = [1, 2, 5, 10]
    const siteNames = ['Store_11', 'Store_12', 'Store_15', 'Store_2']
    expect((await run('--instance', file, '--count', '4')).output).toMatchObject({ sites, siteNames, value: 875_247 })
  })

  const broken: Record<string, [unknown, string]> = {
    'ptr that falls': [{ ...small, csr: { ptr: [0, 4, 2, 6], idx: small.csr.idx } }, 'csr.ptr[2]'],
    'ptr that ends elsewhere': [{ ...small, csr: { ptr: [0, 2, 4, 5], idx: small.csr.idx } }, 'csr.ptr[3]'],
    'a cell out of range': [{ ...small, csr: { ptr: small.csr.ptr, idx: [0, 1, 1, 2, 2, 4] } }, 'csr.idx[5]'],
    'a cell that is no whole number': [{ ...small, csr: { ptr: small.csr.ptr, idx: [0, 1, 1.5, 2, 2, 3] } }, 'csr.idx[2]'],
    'a negative weight': [{ ...small, weights: [5, -1, 3, 2] }, 'weights[1]'],
    'a fractional weight': [{ ...small, weights: [5, 1, 3.5, 2] }, 'weights[2]'],
    'a weight beyond exact numbers': [{ ...small, weights: [5, 1, 2 ** 53, 2] }, 'weights[2]'],
    'a weight that is text': [{ ...small, weights: [5, 1, '3', 2] }, 'weights[2]'],
    'no weights': [{ ...small, weights: undefined }, 'weights'],
    'too few covered flags': [{ ...small, covered: [0, 0] }, 'covered'],
    'neither p nor budget': [{ ...small, p: null }, 'p'],
    'p of none': [{ ...small, p: 0 }, 'p'],
    'a budget without costs': [{ ...small, p: null, budget: 5 }, 'costs'],
    'a budget below every cost': [{ ...small, p: null, budget: 5, costs: [6, 7, 8] }, 'budget'],
    'a negative cost': [{ ...small, budget: 5, costs: [1, -7, 8] }, 'costs[1]'],
    'another number of candidates than m says': [{ ...small, m: 4 }, 'm'],
    'another number of cells than n says': [{ ...small, n: 5 }, 'n'],
    'no candidates': [{ ...small, m: 0, csr: { ptr: [0], idx: [] } }, 'plan.no-candidates'],
    'required sites in conflict': [{ ...small, required: [0, 1], conflicts: { ptr: [0, 1, 2, 2], idx: [1, 0] } }, 'required'],
    'rows that are no rows': [{ ...small, csr: 7 }, 'csr'],
    'an instance that is none': [{ instances: { one: 7 } }, 'instances.one'],
  }

  it.each(Object.entries(broken))('refuses %s and names the field', async (_, [document, field]) => {
    const { exitCode, output, stderr } = await runOn(document)
    expect({ exitCode, output }).toEqual({ exitCode: 1, output: null })
    expect(stderr).toMatch(field.includes('.no-') ? `[${field}]` : `field ${field}]`)
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })

  it('refuses what is no JSON object, a file that is not there, and wrong usage', async () => {
    expect(await runOn('[1, 2]')).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('not a coverage instance') })
    expect(await runOn('{"p": 1,')).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('line 1') })
    expect(await run('--instance', join(folder, 'nothing.json'))).toMatchObject({ exitCode: 1 })
    expect(await run()).toMatchObject({ exitCode: 2 })
    expect(await runOn(small, '--time-ms', 'soon')).toMatchObject({ exitCode: 2 })
    expect(await runOn(small, '--time-ms', '0')).toMatchObject({ exitCode: 2 })
    expect(await runOn(small, '--budget', 'much')).toMatchObject({ exitCode: 2 })
  })
})
