/** An owner of the treasury confirms on a Ledger that a member's address has changed. SPEC.md, rules [AK1] and [AK4]. */
import type { LedgerPrompt } from '#core/contract/consoleContract'
import type { CallContext } from '#core/contract/createDispatcher'
import { Problem, validateArgument } from '#core/model/problem'
import {
  ADDRESS_CONFIRMATION_FORMAT,
  type AddressConfirmation,
  type AddressConfirmationFacts,
} from '#core/treasury/model/addressConfirmation'
import { isPracticeChain } from '#core/treasury/model/chainKey'
import type { TreasuryFacts } from '#core/treasury/model/treasuryFacts'
import { addressConfirmationSentence, checkAddressConfirmation } from '#core/treasury/payout/addressConfirmation'
import { treasuryOwners } from '#core/treasury/payout/treasuryOwners'
import { expectedSigner } from './requestSignature'
import type { SignParts } from './signTransaction'

interface OwnerRequest {
  facts: AddressConfirmationFacts
  /** Whose owner signs. */
  treasury: TreasuryFacts
  deviceId: string
  derivationPath: string
}

/**
 * Nothing is given out before the signer is recovered from the signature, is an owner, and is in the journal.
 * @throws Problem `address-confirmation.solana-owner`, `ledger.training-chain`, `payout.not-an-owner` or `ledger.*`
 */
export async function confirmAddressAsOwner(
  { ledger, journal }: Pick<SignParts, 'ledger' | 'journal'>,
  { facts, treasury, deviceId, derivationPath }: OwnerRequest,
  { signal, progress }: CallContext<LedgerPrompt>,
): Promise<AddressConfirmation> {
  if (treasury.kind === 'solana') {
    throw new Problem(
      'address-confirmation.solana-owner',
      'An account of Solana signs no such message: let another installation of the cooperative confirm the address.',
    )
  }
  const { simulated } = await ledger.find(deviceId)
  validateArgument(
    !simulated || isPracticeChain(treasury.chain),
    'ledger.training-chain',
    `The training Ledger signs for practice only, and ${treasury.chain} is a real chain: use a real Ledger.`,
  )
  const owners = treasuryOwners(treasury)
  const message = { kind: 'message', message: { text: addressConfirmationSentence(facts) } } as const
  const signature = await ledger.use({ deviceId, signal, onPrompt: progress }, async ({ app }) => {
    const expected = await expectedSigner(app, derivationPath, { missing: owners, given: [] })
    return app.sign(derivationPath, message, expected)
  })
  const { r, s, yParity, signer } = signature
  const signedBy = {
    kind: 'owner',
    address: signer,
    signature: `0x${r.slice(2)}${s.slice(2)}${(27 + yParity).toString(16)}`.toLowerCase(),
  } as const
  const file = await checkAddressConfirmation(
    { format: ADDRESS_CONFIRMATION_FORMAT, facts, signedBy },
    { ownPublicKey: null, owners },
  )
  const { memberId, previousAddress, address } = facts
  await journal.append('treasury.address-confirmed', { memberId, previousAddress, address, owner: signer, simulated })
  return file
}
