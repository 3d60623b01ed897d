/** A payout on Solana on the command line: snapshot from a node of the test's own, payout, verify. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { EXAMPLE_TREASURY, exampleRun, exampleWallet } from '#core/solana/exampleRun'
import { splitOf } from '#core/treasury/payout/examplePayoutV4'
import { SOLANA_ADDRESSES, SOLANA_TOKEN, SOLANA_TREASURY, solanaConfirmationOf } from '#core/treasury/payout/exampleSolanaPayout'
import { placeMint, placeNonce, placeTokens } from '../solana/testing/exampleCluster'
import { createLiteSvmCluster, type LiteSvmCluster } from '../solana/testing/liteSvmCluster'
import { type SolanaRpcServer, startSolanaRpcServer } from '../solana/testing/solanaRpcServer'
import { runCommand } from './testing/runCommand'

const TOKEN = { mint: exampleWallet('mint'), decimals: SOLANA_TOKEN.decimals, program: 'token' as const }
const PAYEES = [...new Set(Object.values(SOLANA_ADDRESSES))]
const NONCES = exampleRun(8).nonceAccounts.map(({ address }) => address)
let folder: string
let server: SolanaRpcServer
let cluster: LiteSvmCluster
const at = (name: string) => join(folder, name)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-payout-solana-'))
  cluster = createLiteSvmCluster()
  cluster.fund(EXAMPLE_TREASURY, 10_000_000_000n)
  placeMint(cluster, TOKEN)
  await placeTokens(cluster, TOKEN, EXAMPLE_TREASURY, 10n ** 12n)
  for (const [place, address] of NONCES.entries()) placeNonce(cluster, address, exampleWallet(`nonce ${place}`))
  server = await startSolanaRpcServer(cluster)
  const files = {
    'split.json': JSON.stringify(splitOf({ addresses: SOLANA_ADDRESSES })),
    'treasury.json': JSON.stringify(SOLANA_TREASURY),
    'token.json': JSON.stringify(SOLANA_TOKEN),
    'nonces.txt': `${NONCES.join('\n')}\n`,
    'payees.csv': PAYEES.map((address) => `${address},somebody`).join('\n'),
  }
  for (const [name, text] of Object.entries(files)) await writeFile(at(name), text)
})
afterEach(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

const snapshot = (...more: string[]) =>
  runCommand([
    ...['snapshot', '--rpc', server.url, '--treasury', EXAMPLE_TREASURY, '--nonce-accounts', at('nonces.txt')],
    ...['--payees', at('payees.csv'), '--out', at('snapshot.json'), ...more],
  ])
const payout = (...more: string[]) =>
  runCommand([
    ...['payout', '--split', at('split.json'), '--method', 'solana', '--treasury', at('treasury.json')],
    ...['--token', at('token.json'), '--snapshot', at('snapshot.json'), '--out', at('payout.json'), '--first', ...more],
  ])

it('[PL6] goes from a snapshot to a payout that verifies, and its confirmations are counted', async () => {
  const taken = await snapshot('--mint', TOKEN.mint)
  expect(taken).toMatchObject({ exitCode: 0, stderr: '' })
  expect(JSON.parse(taken.stdout)).toMatchObject({ usableNonceAccounts: 8, payeesWithoutTokenAccount: PAYEES.length })
  const made = await payout()
  expect(made).toMatchObject({ exitCode: 0, stderr: '' })
  const file = JSON.parse(await readFile(at('payout.json'), 'utf8'))
  expect(file.snapshotSha256).toBe(JSON.parse(taken.stdout).contentSha256)
  expect(file.transactions).toMatchObject(
    file.payees.map((_: unknown, place: number) => ({ kind: 'solana', nonceAccount: NONCES[place], createsTokenAccount: true })),
  )
  expect(await runCommand(['verify', at('payout.json')])).toMatchObject({ exitCode: 0 })
  await writeFile(at('confirmation.json'), JSON.stringify(await solanaConfirmationOf(file, 0)))
  const counted = await runCommand(['confirmations', '--payout', at('payout.json'), at('confirmation.json')])
  expect(counted).toMatchObject({ exitCode: 0 })
  expect(JSON.parse(counted.stdout)).toMatchObject({
    isComplete: false,
    transactions: [{ missing: 0 }, { missing: 1 }, { missing: 1 }],
  })
})

it('[SO22] [SO23] sends what is signed, again sends nothing, and says what every payee got', async () => {
  await snapshot('--mint', TOKEN.mint)
  await payout()
  const file = JSON.parse(await readFile(at('payout.json'), 'utf8'))
  const confirmations: string[] = []
  for (const place of file.payees.keys()) {
    await writeFile(at(`signed-${place}.json`), JSON.stringify(await solanaConfirmationOf(file, place)))
    confirmations.push('--confirmation', at(`signed-${place}.json`))
  }
  const node = ['--payout', at('payout.json'), '--rpc', server.url, '--out', at('moves.json')]
  const unsigned = await runCommand(['broadcast', ...node])
  expect(unsigned).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('must be signed') })
  for (const _ of ['sent', 'sent again']) {
    const sent = await runCommand(['broadcast', ...node, ...confirmations])
    expect(sent).toMatchObject({ exitCode: 0, stderr: expect.not.stringContaining('[') })
    expect(JSON.parse(sent.stdout)).toMatchObject({ stage: 'mined' })
  }
  const compared = await runCommand(['reconcile', ...node])
  expect(compared).toMatchObject({ exitCode: 0 })
  expect(JSON.parse(compared.stdout)).toMatchObject({
    isPaid: true,
    payments: file.payees.map(({ address, amountBaseUnits }: { address: string; amountBaseUnits: string }) => ({
      address,
      dueBaseUnits: amountBaseUnits,
      receivedBaseUnits: amountBaseUnits,
    })),
  })
  expect(await runCommand(['broadcast', ...node, '--executor', 'ledger'])).toMatchObject({ exitCode: 2 })
})

it('[SO25] [PL6] the training Ledger creates nonce accounts, which the next snapshot finds, and signs a payment with one', async () => {
  const device = ['--device', 'simulated', '--path', "44'/501'/0'"]
  const { address } = JSON.parse((await runCommand(['ledger', 'address', ...device])).stdout)
  cluster.fund(address, 10_000_000_000n)
  await placeTokens(cluster, TOKEN, address, 10n ** 12n)
  await writeFile(at('treasury.json'), JSON.stringify({ ...SOLANA_TREASURY, address }))
  const taken = () =>
    runCommand([
      ...['snapshot', '--rpc', server.url, '--treasury', address, '--mint', TOKEN.mint],
      ...['--payees', at('payees.csv'), '--out', at('snapshot.json')],
    ])
  const without = await taken()
  expect(without).toMatchObject({ exitCode: 0, stderr: expect.stringContaining(`create ${PAYEES.length} more`) })
  const create = (...more: string[]) =>
    runCommand([
      ...['nonce-accounts', '--rpc', server.url, '--treasury', at('treasury.json')],
      ...['--count', String(PAYEES.length), ...device, ...more],
    ])
  const made = await create()
  expect(made).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('Message Hash') })
  expect(JSON.parse(made.stdout).created).toHaveLength(PAYEES.length)
  expect(JSON.parse((await create()).stdout)).toMatchObject({ created: [], transactions: [] })
  expect(await create('--executor', 'ledger')).toMatchObject({ exitCode: 2 })
  expect(await taken()).toMatchObject({ exitCode: 0, stderr: '' })
  expect(await payout()).toMatchObject({ exitCode: 0, stderr: '' })

  const signing = ['ledger', 'sign', '--payout', at('payout.json'), '--at', '0', '--out', at('own.json')]
  const other = ['--device', 'simulated', '--path', "44'/501'/0'/0'"]
  expect(await runCommand([...signing, ...other])).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('[ledger.wrong-signer]'),
  })
  expect(await runCommand([...signing, ...device])).toMatchObject({ exitCode: 0 })
  const node = ['--payout', at('payout.json'), '--rpc', server.url, '--out', at('moves.json'), '--at', '0']
  const sent = await runCommand(['broadcast', ...node, '--confirmation', at('own.json')])
  expect(sent).toMatchObject({ exitCode: 0 })
})

it('refuses a snapshot of SOL for a token, too few nonce accounts, and options of other chains', async () => {
  await snapshot()
  expect(await payout()).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('[payout.no-token-program]') })
  await writeFile(at('nonces.txt'), `${NONCES[0]}\n${exampleWallet('no nonce account')}`)
  const few = await snapshot('--mint', TOKEN.mint)
  expect(few).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('is no nonce account') })
  expect(JSON.parse(few.stdout)).toMatchObject({ usableNonceAccounts: 1, missingNonceAccounts: PAYEES.length - 1 })
  expect(await payout()).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('[solana.too-few-nonce-accounts]') })
  expect(await snapshot('--chain-id', '1')).toMatchObject({ exitCode: 2 })
  expect(await payout('--nonce', '1')).toMatchObject({ exitCode: 2 })
})
