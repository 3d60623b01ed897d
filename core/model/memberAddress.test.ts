import { expect, it } from 'vitest'
import { checkMemberAddress } from './memberAddress'

const SOLANA = '4grSHRfFiRS37ZyH96Ns9aQppaV6453sUMf8DGUBJh5w'
const EVM = '0xC347B7Ade2b3b833C08e431C65463Aada34107B5'

it('takes an EVM address with its checksum, and 32 bytes in base58', () => {
  expect(checkMemberAddress(EVM, 'member Ada')).toBe(EVM)
  expect(checkMemberAddress(SOLANA, 'member Ada')).toBe(SOLANA)
})

it.each([
  ['address.no-checksum', EVM.toLowerCase()],
  ['address.malformed', `${SOLANA}w`],
  ['address.malformed', SOLANA.slice(0, 40)],
  ['address.malformed', SOLANA.replace('g', '0')],
  ['address.malformed', ''],
])('refuses with %s', (code, text) => {
  expect(() => checkMemberAddress(text, 'member Ada')).toThrow(expect.objectContaining({ code }))
})
