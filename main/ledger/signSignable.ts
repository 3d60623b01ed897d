/** Each kind of signing as Ledger's kit does it, and its answer as a signature that is proved. */
import type { Signature, SignerEth } from '@ledgerhq/device-signer-kit-ethereum'
import { type Address, type Hex, hexToBytes, isAddressEqual } from 'viem'
import { assertNever, Problem } from '#core/model/problem'
import { type EcdsaSignature, recoverSigner } from '#core/model/recoverSigner'
import { readTransaction } from '#core/treasury/signing/readTransaction'
import { messageBytes, type Signable } from '#core/treasury/signing/signingDigest'
import { withDomainType } from '#core/treasury/signing/typedDataDocument'
import type { LedgerSubject } from './ledgerProblem'

const OPTIONS = { skipOpenApp: true }
const MESSAGE_V = 27
/** EIP-155: v of a legacy transaction is twice the chain's number, this and the parity. */
const LEGACY_V = 35

/** Asks the kit to have it signed; it may throw at once. */
export function startSigning(signer: SignerEth, path: string, signable: Signable) {
  switch (signable.kind) {
    case 'transaction':
      return signer.signTransaction(path, hexToBytes(signable.unsigned), OPTIONS)
    case 'typed-data':
      return signer.signTypedData(path, withDomainType(signable.typedData), OPTIONS)
    case 'message':
      // As bytes: the kit would cut the text's other letters to ASCII.
      return signer.signMessage(path, messageBytes(signable), OPTIONS)
    default:
      return assertNever(signable)
  }
}

/** What it is, where that decides what helps when the device refuses it. */
export function signableSubject(signable: Signable): LedgerSubject {
  if (signable.kind !== 'transaction') return signable.kind
  const { data = '0x' } = readTransaction(signable.unsigned)
  return data === '0x' ? 'transfer' : 'call'
}

/** @throws Problem `ledger.wrong-signer` for anything but a signature of this by that account. */
export async function readSignature(
  { r, s, v }: Signature,
  { signable, digest, address }: { signable: Signable; digest: Hex; address: Address },
): Promise<EcdsaSignature> {
  const refuse = (cause: unknown) =>
    new Problem(
      'ledger.wrong-signer',
      `What the Ledger answered is not a signature by ${address} of this request, so it was refused: ` +
        'close other programs that use the Ledger, open its Ethereum app again and retry.',
      { cause },
    )
  const yParity = parity(v, signable)
  if (yParity === null) throw refuse(`v is ${v}`)
  const recovered = await recoverSigner(digest, { r, s, yParity }).catch((error: unknown) => {
    throw refuse(error)
  })
  if (!isAddressEqual(recovered, address)) throw refuse(`recovers to ${recovered}`)
  return { r, s, yParity }
}

function parity(v: number, signable: Signable): 0 | 1 | null {
  const found = v - firstV(v, signable)
  return found === 0 || found === 1 ? found : null
}

/** v of the even parity. */
function firstV(v: number, signable: Signable): number {
  if (signable.kind !== 'transaction') return v < MESSAGE_V ? 0 : MESSAGE_V
  const { type, chainId } = readTransaction(signable.unsigned)
  return type === 'legacy' ? 2 * chainId + LEGACY_V : 0
}
