import { base58 } from '@scure/base'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { associatedTokenAccount } from './associatedTokenAccount'
import { EXAMPLE_TOKEN, exampleWallet } from './exampleRun'
import { canBeWallet, checkSolanaAddress } from './solanaAddress'

const code = (name: string) => expect.objectContaining({ code: `solana.${name}` })

describe('addresses of Solana', () => {
  it('[SO1] are 32 bytes in base58', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        fc.pre(bytes.some((byte) => byte !== 0))
        expect(checkSolanaAddress(base58.encode(bytes), 'ada')).toBe(base58.encode(bytes))
      }),
    )
    for (const length of [0, 20, 31, 33, 64]) {
      const text = base58.encode(new Uint8Array(length).fill(7))
      expect(() => checkSolanaAddress(text, 'ada')).toThrow(code('address-malformed'))
    }
    for (const text of ['0x52908400098527886E0F7030069857D2E4169EE7', `${exampleWallet('ada')} `, 'O0Il'.repeat(10)]) {
      expect(() => checkSolanaAddress(text, 'ada')).toThrow(code('address-malformed'))
    }
  })

  it('[SO1] are no programs', () => {
    for (const program of ['11111111111111111111111111111111', 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA']) {
      expect(() => checkSolanaAddress(program, 'ada')).toThrow(code('address-program'))
    }
  })

  it('[SO2] tells what can be a wallet from the account of a program', async () => {
    for (const name of ['ada', 'ben', 'cleo']) {
      const wallet = exampleWallet(name)
      expect(canBeWallet(wallet)).toBe(true)
      for (const program of ['token', 'token-2022'] as const) {
        expect(canBeWallet(await associatedTokenAccount(wallet, { ...EXAMPLE_TOKEN, program }))).toBe(false)
      }
    }
  })
})
