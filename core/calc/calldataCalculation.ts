/** `evm_calldata`: the call data of a known function with its values, and the selectors of those that pay. */
import type { AbiFunction } from 'viem'
import { encodeFunctionData, toFunctionSelector, toFunctionSignature } from 'viem/utils'
import { z } from 'zod'
import { Problem, validateArgument } from '../model/problem'
import { KNOWN_CALLS, knownCall } from '../treasury/knownCalls'
import { type Calculation, readInputs } from './calculation'
import { address, bytes32, hexBytes, uint256 } from './evmInputs'

const caseInputs = z.object({ fn: z.string(), args: z.array(z.unknown()) })
const fileInputs = z.object({ selectors: z.record(z.string(), z.unknown()).catch({}).default({}) })

/** A case may name the contract before the function, and the types after it. */
const NAMED = /^(?:[A-Za-z_]\w*\.)?(\w+)(\(.*\))?$/
/** Listed in every file, whether it asks or not. */
const LISTED = ['transfer', 'approve', 'disperseEther', 'disperseToken', 'disperseTokenSimple', 'claim']
const VALUES: Readonly<Record<string, z.ZodType>> = {
  address,
  uint256,
  uint8: uint256.refine((value) => value < 256n, 'must be below 256').transform(Number),
  bytes: hexBytes,
  bytes32,
  'address[]': z.array(address),
  'uint256[]': z.array(uint256),
  'bytes32[]': z.array(bytes32),
}

export const calldataCalculation: Calculation = {
  computeCase(given) {
    const { fn, args } = readInputs(caseInputs, given)
    const call = callNamed(fn)
    return { ...given, calldata: encodeFunctionData({ abi: [call], args: valuesOf(call, args) }) }
  },

  async computeFile(file) {
    const { selectors } = readInputs(fileInputs, file)
    const names = [...new Set([...LISTED, ...Object.keys(selectors)])]
    return { ...file, selectors: Object.fromEntries(names.map((name) => [name, toFunctionSelector(callNamed(name))])) }
  },
}

/** @throws Problem `calc.unknown-function` */
function callNamed(name: string): AbiFunction {
  const [, functionName = '', types = null] = NAMED.exec(name) ?? []
  const call = knownCall(functionName)
  if (call && (types === null || toFunctionSignature(call) === functionName + types)) return call
  const known = KNOWN_CALLS.map(toFunctionSignature).join(', ')
  throw new Problem('calc.unknown-function', `The function "${name.slice(0, 60)}" is not known: give one of ${known}.`)
}

function valuesOf(call: AbiFunction, args: readonly unknown[]): unknown[] {
  const takes = call.inputs.map(({ type, name }) => `${type} ${name}`).join(', ')
  validateArgument(
    args.length === call.inputs.length,
    'calc.bad-input',
    `args holds ${args.length} values, but ${call.name} takes ${call.inputs.length} (${takes}): correct it.`,
  )
  const values = call.inputs.map(({ type }, at) => {
    const path = `args.${at}`
    return readInputs(z.object({ [path]: VALUES[type] ?? z.never() }), { [path]: args[at] })[path]
  })
  const counts = new Set(values.filter(Array.isArray).map(({ length }) => length))
  validateArgument(
    counts.size < 2,
    'calc.bad-input',
    `args: ${call.name} needs as many amounts as recipients (${[...counts].join(' and ')} are given): correct it.`,
  )
  return values
}
