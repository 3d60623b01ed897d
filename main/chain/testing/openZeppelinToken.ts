/** OpenZeppelin's plain token, with its supply in one hand. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Abi, Address, Hex } from 'viem'
import type { ChainBed } from './chainBed'

const ARTIFACT = '@openzeppelin/contracts/build/contracts/ERC20PresetFixedSupply.json'

export interface TokenTerms {
  name?: string
  symbol?: string
  supplyBaseUnits: bigint
  holder: Address
}

/** It has 18 decimals. */
export async function deployToken(bed: ChainBed, terms: TokenTerms): Promise<Address> {
  const { name = 'Mast Token', symbol = 'MAST', supplyBaseUnits, holder } = terms
  const path = createRequire(join(__dirname, 'openZeppelinToken.ts')).resolve(ARTIFACT)
  const { abi, bytecode } = JSON.parse(readFileSync(path, 'utf8')) as { abi: Abi; bytecode: Hex }
  return await bed.deploy({ abi, bytecode }, [name, symbol, supplyBaseUnits, holder])
}
