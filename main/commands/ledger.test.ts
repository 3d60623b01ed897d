import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serializeTransaction } from 'viem'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { signingResultSchema } from '#core/treasury/model/signingResult'
import { runCommand } from './testing/runCommand'

const PATH = "44'/60'/0'/0/0"
const ADDRESS = '0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D'
const SIMULATED = ['--device', 'simulated']
const TO = '0x1111111111111111111111111111111111111111'
const fees = { to: TO, value: 1n, nonce: 0, gas: 21_000n, gasPrice: 1n } as const

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-ledger-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function sign(request: object, path = PATH) {
  const [input, out] = [join(folder, 'request.json'), join(folder, 'signature.json')]
  const common = { format: 'commonmast-signing-request-v1', expectedSigner: ADDRESS }
  await writeFile(input, JSON.stringify({ ...common, ...request }))
  const run = await runCommand(['ledger', 'sign', '--in', input, '--out', out, '--path', path, ...SIMULATED])
  return { ...run, out }
}

it('gives the address of a path, and shows it on the device', async () => {
  const read = await runCommand(['ledger', 'address', '--path', `m/${PATH}`, ...SIMULATED])
  expect(JSON.parse(read.stdout)).toMatchObject({ address: ADDRESS, derivationPath: PATH, shownOnDevice: false, simulated: true })
  const shown = await runCommand(['ledger', 'address', '--path', PATH, '--show', '--expected', ADDRESS, ...SIMULATED])
  expect(JSON.parse(shown.stdout)).toMatchObject({ address: ADDRESS, shownOnDevice: true })
  expect(shown.stderr).toContain('Compare on the Ledger')
})

it('refuses another account and names the path of the right one', async () => {
  const other = await runCommand(['ledger', 'address', '--path', "44'/60'/2'/0/0", '--expected', ADDRESS, ...SIMULATED])
  expect(other.exitCode).toBe(1)
  expect(other.stderr).toContain(`${ADDRESS} is at ${PATH}`)
  const { exitCode, stderr } = await sign({ kind: 'message', message: { text: 'hello' } }, "44'/60'/2'/0/0")
  expect(exitCode).toBe(1)
  expect(stderr).toContain('[ledger.other-account field derivationPath]')
})

it.each([
  { kind: 'transaction', unsigned: serializeTransaction({ type: 'legacy', chainId: 31337, ...fees }) },
  { kind: 'message', message: { text: 'Ada is paid at another address from May on.' } },
  {
    kind: 'typed-data',
    typedData: {
      domain: { chainId: 31337, verifyingContract: TO },
      types: { Note: [{ name: 'text', type: 'string' }] },
      primaryType: 'Note',
      message: { text: 'é' },
    },
  },
])('signs a request, and what it wrote is verified: $kind', async (request) => {
  const { exitCode, stderr, out } = await sign(request)
  expect(stderr).toContain('The Ledger shows: ')
  expect(exitCode).toBe(0)
  const document = JSON.parse(await readFile(out, 'utf8'))
  expect(signingResultSchema.parse(document)).toMatchObject({ signer: ADDRESS, simulated: true, derivationPath: PATH })
  expect((await runCommand(['verify', out])).exitCode).toBe(0)
  await writeFile(out, JSON.stringify({ ...document, yParity: 1 - document.yParity }))
  expect((await runCommand(['verify', out])).exitCode).toBe(1)
})

it.each([
  [{ kind: 'transaction', unsigned: serializeTransaction({ type: 'legacy', chainId: 8453, ...fees }) }, 'ledger.training-chain'],
  [{ kind: 'transaction', unsigned: '0x02c0' }, 'signing.transaction'],
  [{ kind: 'hash', hash: '0x00' }, 'signing.not-a-request'],
  [{ kind: 'message', message: { text: 'hi' }, expectedSigner: ADDRESS.toLowerCase() }, 'address.no-checksum'],
])('refuses %o: %s', async (request, code) => {
  const { exitCode, stderr } = await sign(request)
  expect(exitCode).toBe(1)
  expect(stderr).toContain(`[${code}`)
})

it('says what is wrong with the words of the command', async () => {
  for (const argv of [[], ['look'], ['address'], ['address', '--path', PATH, '--device', 'nano'], ['sign', '--path', PATH]]) {
    expect((await runCommand(['ledger', ...argv])).exitCode, argv.join(' ')).toBe(2)
  }
  const hardened = await runCommand(['ledger', 'address', '--path', '44h/60h/0h/0/0', ...SIMULATED])
  expect(hardened.stderr).toContain("only ' hardens")
  expect(hardened.exitCode).toBe(1)
})
