import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readSnapshot } from '#core/treasury/chain/snapshot'
import { deployToken } from '../chain/testing/openZeppelinToken'
import { newPayees, openSafeBed, type SafeBed } from '../chain/testing/safeBed'
import { runCommand } from './testing/runCommand'

let folder: string
let bed: SafeBed

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-snapshot-'))
  bed = await openSafeBed()
})
afterAll(async () => {
  await bed.stop()
  await rm(folder, { recursive: true })
})

it('writes a snapshot that can be read again, and names payees that are contracts', async () => {
  const token = await deployToken(bed, { supplyBaseUnits: 77n, holder: bed.safe })
  const payees = join(folder, 'payees.csv')
  await writeFile(payees, `${newPayees(1)[0]?.payee},ada\n\n${token},roof\n`)
  const out = join(folder, 'snapshot.json')
  const place = ['--rpc', bed.anvil.url, '--second-rpc', bed.anvil.url, '--chain-id', '31337', '--out', out]
  const { exitCode, stdout, stderr } = await runCommand([
    'snapshot',
    ...place,
    ...['--treasury', bed.safe, '--token', token, '--executor', bed.owners[0], '--payees', payees],
  ])
  expect(stderr).toBe(`${token} is a contract: ask its owner whether it can receive.\n`)
  expect(exitCode).toBe(0)
  const snapshot = readSnapshot(JSON.parse(await readFile(out, 'utf8')))
  expect(snapshot.treasury).toMatchObject({ kind: 'safe', tokenBaseUnits: '77', threshold: 2 })
  expect(JSON.parse(stdout)).toMatchObject({ contentSha256: snapshot.contentSha256, contracts: [token] })
})

it.each<[code: string, args: (bed: SafeBed) => string[]]>([
  ['node.other-chain', ({ anvil, safe }) => ['--rpc', anvil.url, '--chain-id', '8453', '--treasury', safe]],
  ['node.not-private', ({ safe }) => ['--rpc', 'http://node.example/SECRET', '--treasury', safe]],
  ['node.unreachable', ({ safe }) => ['--rpc', 'http://127.0.0.1:9/SECRET', '--treasury', safe]],
  ['address.no-checksum', ({ anvil, safe }) => ['--rpc', anvil.url, '--treasury', safe.toLowerCase()]],
])('refuses with %s, without the address of the node', async (code, args) => {
  const { exitCode, stderr } = await runCommand(['snapshot', ...args(bed), '--out', join(folder, 'none.json')])
  expect(exitCode).toBe(1)
  expect(stderr).toContain(`[${code}]`)
  expect(stderr).not.toContain('SECRET')
})

it('is refused without a node', async () => {
  const { exitCode } = await runCommand(['snapshot', '--treasury', bed.safe, '--out', join(folder, 'none.json')])
  expect(exitCode).toBe(2)
})
