/** Compiles the Solidity of tests. Imports of OpenZeppelin come from its package. */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Abi, Hex } from 'viem'

export interface CompiledContract {
  abi: Abi
  bytecode: Hex
  deployedBytecode: Hex
}

interface CompilerOutput {
  errors?: { severity: string; formattedMessage: string }[]
  contracts?: Record<
    string,
    Record<string, { abi: Abi; evm: { bytecode: { object: string }; deployedBytecode: { object: string } } }>
  >
}

/** Its package declares no callback for imports. */
type Compile = (input: string, readCallback: { import(path: string): { contents: string } }) => string

const require = createRequire(join(__dirname, 'compileContracts.ts'))
/** Loading the compiler takes seconds: what the same compiler made of the same source is kept between test files and runs. */
const CACHE = join(tmpdir(), 'commonmast-contracts')
const SETTINGS = {
  // No PUSH0, which some chains lack; no digest of the source at the end, so that the same code is the same bytes.
  evmVersion: 'paris',
  optimizer: { enabled: true, runs: 200 },
  metadata: { appendCBOR: false, bytecodeHash: 'none' },
  outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object', 'evm.deployedBytecode.object'] } },
}

/** The contracts of one file by their names. @param path of the source */
export function compileContracts(path: string): Record<string, CompiledContract> {
  const content = readFileSync(path, 'utf8')
  const versions = ['solc', '@openzeppelin/contracts'].map((name) =>
    readFileSync(require.resolve(`${name}/package.json`), 'utf8'),
  )
  const digest = createHash('sha256')
    .update(JSON.stringify([content, SETTINGS, versions]))
    .digest('hex')
  const kept = join(CACHE, `${digest}.json`)
  try {
    return JSON.parse(readFileSync(kept, 'utf8')) as Record<string, CompiledContract>
  } catch {
    const contracts = compile(content)
    mkdirSync(CACHE, { recursive: true })
    // Several test files may compile at once.
    const own = `${kept}.${process.pid}`
    writeFileSync(own, JSON.stringify(contracts))
    renameSync(own, kept)
    return contracts
  }
}

function compile(content: string): Record<string, CompiledContract> {
  const solc = require('solc') as { compile: Compile }
  const input = { language: 'Solidity', sources: { source: { content } }, settings: SETTINGS }
  const read = (imported: string) => ({ contents: readFileSync(require.resolve(imported), 'utf8') })
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: read })) as CompilerOutput
  const failure = output.errors?.find(({ severity }) => severity === 'error')
  if (failure) throw new Error(failure.formattedMessage)
  return Object.fromEntries(
    Object.entries(output.contracts?.source ?? {}).map(([name, { abi, evm }]): [string, CompiledContract] => [
      name,
      { abi, bytecode: `0x${evm.bytecode.object}`, deployedBytecode: `0x${evm.deployedBytecode.object}` },
    ]),
  )
}
