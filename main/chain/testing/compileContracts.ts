/** Compiles the Solidity of tests, once in a process. Imports of OpenZeppelin come from its package. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
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
const compiled = new Map<string, Record<string, CompiledContract>>()

/** The contracts of one file by their names. @param path of the source */
export function compileContracts(path: string): Record<string, CompiledContract> {
  const before = compiled.get(path)
  if (before) return before
  const { compile } = require('solc') as { compile: Compile }
  const input = {
    language: 'Solidity',
    sources: { [path]: { content: readFileSync(path, 'utf8') } },
    settings: {
      // No PUSH0, which some chains lack; no digest of the source at the end, so that the same code is the same bytes.
      evmVersion: 'paris',
      optimizer: { enabled: true, runs: 200 },
      metadata: { appendCBOR: false, bytecodeHash: 'none' },
      outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object', 'evm.deployedBytecode.object'] } },
    },
  }
  const read = (imported: string) => ({ contents: readFileSync(require.resolve(imported), 'utf8') })
  const output = JSON.parse(compile(JSON.stringify(input), { import: read })) as CompilerOutput
  const failure = output.errors?.find(({ severity }) => severity === 'error')
  if (failure) throw new Error(failure.formattedMessage)
  const contracts = Object.fromEntries(
    Object.entries(output.contracts?.[path] ?? {}).map(([name, { abi, evm }]): [string, CompiledContract] => [
      name,
      { abi, bytecode: `0x${evm.bytecode.object}`, deployedBytecode: `0x${evm.deployedBytecode.object}` },
    ]),
  )
  compiled.set(path, contracts)
  return contracts
}
