/** The Ethereum app's instructions as far as the console must tell them apart on their way to the device. */
const CLA_ETHEREUM = 0xe0
const FIRST_CHUNK = 0x00
const BARE_HASHES = 0x00
const SHOWN = 0x01

const INSTRUCTIONS = {
  address: 0x02,
  signTransaction: 0x04,
  signMessage: 0x08,
  signTypedData: 0x0c,
  typedDataStructure: 0x1a,
  typedDataValue: 0x1c,
  optIn: 0x32,
} as const

const SIGNING: readonly number[] = [INSTRUCTIONS.signTransaction, INSTRUCTIONS.signMessage, INSTRUCTIONS.signTypedData]
const TELLING: readonly number[] = [INSTRUCTIONS.typedDataStructure, INSTRUCTIONS.typedDataValue]

/** Whether it begins a request to sign. */
export function asksToSign([cla, ins = 0, p1]: Uint8Array): boolean {
  if (cla !== CLA_ETHEREUM || !SIGNING.includes(ins)) return false
  return ins === INSTRUCTIONS.signTypedData || p1 === FIRST_CHUNK
}

/** Whether its answer may be a signature: any part of a request to sign. */
export function mayBeSigned([cla, ins = 0]: Uint8Array): boolean {
  return cla === CLA_ETHEREUM && SIGNING.includes(ins)
}

/** Whether it is a request to sign, or tells the device what will be signed. */
export function belongsToSigning([cla, ins = 0]: Uint8Array): boolean {
  return cla === CLA_ETHEREUM && (SIGNING.includes(ins) || TELLING.includes(ins))
}

/** Typed data as two hashes, of which the device can show nothing else. */
export function signsBareHashes([cla, ins, , p2]: Uint8Array): boolean {
  return cla === CLA_ETHEREUM && ins === INSTRUCTIONS.signTypedData && p2 === BARE_HASHES
}

/** Whether the device may wait for a person before it answers. */
export function waitsForPerson(apdu: Uint8Array): boolean {
  const [cla, ins, p1] = apdu
  if (cla !== CLA_ETHEREUM) return false
  if (ins === INSTRUCTIONS.address) return p1 === SHOWN
  return mayBeSigned(apdu) || ins === INSTRUCTIONS.typedDataValue || ins === INSTRUCTIONS.optIn
}
