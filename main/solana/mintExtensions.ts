/**
 * Names of a Token-2022 mint's extensions. Behind the mint's own 82 bytes stand zeros up to byte 165, a byte for the kind of
 * account, then entries of type (2 bytes), length (2 bytes) and value. An unknown type is named by its number, so that it is
 * refused like any that may change what a payee gets.
 */
const EXTENSIONS_START = 166
const MINT_KIND = 1

const NAMES: Readonly<Record<number, string>> = {
  1: 'TransferFeeConfig',
  3: 'MintCloseAuthority',
  4: 'ConfidentialTransferMint',
  6: 'DefaultAccountState',
  9: 'NonTransferable',
  10: 'InterestBearingConfig',
  12: 'PermanentDelegate',
  14: 'TransferHook',
  16: 'ConfidentialTransferFeeConfig',
  18: 'MetadataPointer',
  19: 'TokenMetadata',
  20: 'GroupPointer',
  21: 'TokenGroup',
  22: 'GroupMemberPointer',
  23: 'TokenGroupMember',
  24: 'ConfidentialMintBurn',
  25: 'ScaledUiAmountConfig',
  26: 'Pausable',
}

/** @param data all bytes of a mint; a plain one has no extensions. */
export function mintExtensions(data: Uint8Array): string[] {
  if (data.length < EXTENSIONS_START) return []
  if (data[EXTENSIONS_START - 1] !== MINT_KIND) return ['no mint']
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const names: string[] = []
  for (let at = EXTENSIONS_START; at + 4 <= data.length; ) {
    const type = view.getUint16(at, true)
    if (type === 0) break
    names.push(NAMES[type] ?? `number ${type}`)
    at += 4 + view.getUint16(at + 2, true)
  }
  return names
}
