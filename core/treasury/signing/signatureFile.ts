/** Joins a signature to its request as a `commonmast-signature-v1` file, and checks such a file again from its bytes. */
import type { Hex } from 'viem'
import { concat, isAddressEqual, keccak256, serializeTransaction } from 'viem/utils'
import { type Finding, schemaFindings } from '../../model/finding'
import { Problem } from '../../model/problem'
import { type EcdsaSignature, recoverSigner } from '../../model/recoverSigner'
import { checkTrainingChain } from '../../payout/rootSignature'
import type { SigningRequest } from '../model/signingRequest'
import { SIGNATURE_FORMAT, type SigningResult, signingResultSchema } from '../model/signingResult'
import { readTransaction } from './readTransaction'
import { signingChainId, signingDigest } from './signingDigest'

type Circumstances = Pick<SigningResult, 'derivationPath' | 'device' | 'simulated' | 'signedAt'>

/**
 * @throws Problem `ledger.wrong-signer` when it is not the expected signer's; `ledger.malformed-signature`, `ledger.high-s`,
 * `signing.*`.
 */
export async function makeSignatureFile(
  request: SigningRequest,
  { r, s, yParity }: EcdsaSignature,
  { derivationPath, device, simulated, signedAt }: Circumstances,
): Promise<SigningResult> {
  const digest = signingDigest(request)
  const signer = await recoverSigner(digest, { r, s, yParity })
  if (!isAddressEqual(signer, request.expectedSigner)) {
    throw new Problem(
      'ledger.wrong-signer',
      `The signature is by ${signer}, but ${request.expectedSigner} must sign: choose that account on the Ledger and sign again.`,
    )
  }
  return {
    format: SIGNATURE_FORMAT,
    request,
    digest: digest as SigningResult['digest'],
    signer,
    r: r as SigningResult['r'],
    s: s as SigningResult['s'],
    yParity,
    signature: concat([r, s, yParity === 0 ? '0x1b' : '0x1c']),
    signedTransaction: request.kind === 'transaction' ? joinTransaction(request.unsigned, { r, s, yParity }) : null,
    derivationPath,
    device,
    simulated,
    signedAt,
  }
}

/** What does not hold in a signature file; empty when all of it follows from the request and the signature. */
export async function verifySignature(file: unknown): Promise<Finding[]> {
  const parsed = signingResultSchema.safeParse(file)
  if (!parsed.success) return schemaFindings(parsed.error)
  const said = parsed.data
  try {
    const made = await makeSignatureFile(said.request, said, said)
    const chainId = signingChainId(said.request)
    if (chainId !== null) checkTrainingChain(chainId, said.simulated)
    return (['digest', 'signer', 'signature', 'signedTransaction'] as const)
      .filter((name) => JSON.stringify(made[name]) !== JSON.stringify(said[name]))
      .map((where) => ({ where, message: 'is not what follows from the request and the signature' }))
  } catch (thrown) {
    if (thrown instanceof Problem) return [{ where: 'signature', message: thrown.message }]
    throw thrown
  }
}

function joinTransaction(unsigned: Hex, { r, s, yParity }: EcdsaSignature): SigningResult['signedTransaction'] {
  const transaction = readTransaction(unsigned)
  const v = transaction.type === 'legacy' ? BigInt(transaction.chainId) * 2n + 35n + BigInt(yParity) : undefined
  const bytes =
    transaction.type === 'legacy' && v !== undefined
      ? serializeTransaction(transaction, { r, s, v })
      : serializeTransaction(transaction, { r, s, yParity })
  return { bytes, transactionHash: keccak256(bytes) } as SigningResult['signedTransaction']
}
