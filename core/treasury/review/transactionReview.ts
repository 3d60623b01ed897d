/** What a Ledger shows for a transaction: a transfer of coin, one of a token that it was told of, or a call it cannot read. */
import type { Hex } from 'viem'
import { formatGwei, getAddress, isAddressEqual, size, slice } from 'viem/utils'
import { formatAmount } from '../../model/money'
import { groupWhole } from '../../words/amountText'
import { decodeKnownCall } from '../knownCalls'
import { readTransaction, type UnsignedTransaction } from '../signing/readTransaction'
import { type Signable, signingDigest } from '../signing/signingDigest'
import { appNetwork } from './appNetworks'
import {
  adviceFor,
  blindWarning,
  type DeviceReview,
  lastLine,
  type ReviewFacts,
  type ReviewLine,
  type ShownToken,
} from './reviewLine'

const WEI_DECIMALS = 18
const SELECTOR_BYTES = 4
const WORD_BYTES = 32
/** More parameters than anybody compares: they are counted, not listed. */
const LISTED_PARAMETERS = 12

export function reviewTransaction(signable: Extract<Signable, { kind: 'transaction' }>, facts: ReviewFacts): DeviceReview {
  const transaction = readTransaction(signable.unsigned)
  const { data = '0x' } = transaction
  if (data === '0x') return reviewTransfer(transaction, facts)
  const sent = tokenTransfer(transaction, facts.token)
  return sent ? reviewTokenTransfer(transaction, sent, facts) : reviewCall(transaction, data, signingDigest(signable), facts)
}

function reviewTransfer(transaction: UnsignedTransaction, facts: ReviewFacts): DeviceReview {
  const { chainId, value = 0n } = transaction
  const device = [
    title('Review transaction'),
    from(facts),
    { label: 'Amount', value: withUnit(value, chainId), meaning: 'Native coin that is sent.' },
    { label: 'To', value: to(transaction), meaning: 'Who gets it.' },
    ...feeAndNetwork(transaction),
    lastLine(facts.settings.model, 'Sign transaction'),
  ]
  return { device, offScreen: hidden(transaction), advice: [], notes: notes(transaction) }
}

function reviewTokenTransfer(
  transaction: UnsignedTransaction,
  { payee, amount }: { payee: string; amount: string },
  facts: ReviewFacts,
): DeviceReview {
  const device = [
    title('Review transaction to send ERC20 token'),
    from(facts),
    { label: 'Send', value: amount, meaning: 'Tokens that are sent.' },
    { label: 'To', value: payee, meaning: 'Who gets them: the payee, not the token’s contract.' },
    ...feeAndNetwork(transaction),
    lastLine(facts.settings.model, 'Sign transaction'),
  ]
  const contract = {
    label: 'Token',
    value: to(transaction),
    meaning: 'The token’s contract, which the device names by its symbol.',
  }
  return { device, offScreen: [contract, ...hidden(transaction)], advice: [], notes: notes(transaction) }
}

function reviewCall(transaction: UnsignedTransaction, data: Hex, digest: Hex, facts: ReviewFacts): DeviceReview {
  const { model, blindSigning, debugContracts } = facts.settings
  const value = transaction.value ?? 0n
  const coin = { label: 'Amount', value: withUnit(value, transaction.chainId), meaning: 'Native coin that goes with the call.' }
  const details = [
    ...hidden(transaction),
    { label: 'Call data', value: data, meaning: 'What the contract is told. Part of the hash.' },
  ]
  if (!blindSigning) {
    const label = model === 'nano' ? 'Blind signing must be enabled in settings' : 'This transaction cannot be clear-signed'
    const refused = { label, value: '', meaning: 'The Ledger cannot read this call, and refuses to sign it.' }
    const advice = [adviceFor('Blind signing', 'Without it the Ledger refuses what it cannot read.')]
    return { device: [refused], offScreen: details, advice, notes: notes(transaction) }
  }
  const device = [
    ...(debugContracts ? parameters(data) : []),
    blindWarning(model, 'The Ledger cannot read this contract, so it warns first.'),
    title('Review transaction'),
    from(facts),
    ...(value > 0n ? [coin] : []),
    { label: 'To', value: to(transaction), meaning: 'The contract that is called. It is not a payee.' },
    ...feeAndNetwork(transaction),
    { label: 'Tx hash', value: digest, meaning: 'The hash of all that is signed: every digit must be the same on the device.' },
    lastLine(model, 'Accept risk and sign transaction'),
  ]
  const advice = debugContracts ? [] : [adviceFor('Debug contracts', debugReason(data))]
  const more = [
    ...notes(transaction),
    ...(debugContracts && model === 'touch'
      ? ['Debug contracts was not recorded on a touch model: its pages may be in another order.']
      : []),
    ...(value > 0n ? ['A call that carries coin was not recorded: where its amount is shown may differ.'] : []),
  ]
  return { device, offScreen: details, advice, notes: more }
}

function debugReason(data: Hex): string {
  return data.startsWith('0x7cb64759')
    ? 'Then the Ledger shows the whole Merkle root before the review, so that the root itself can be compared.'
    : 'Then the Ledger shows the parameters of the call before the review, so that they can be compared.'
}

/** Each word of the call, as the device shows it with Debug contracts on. */
function parameters(data: Hex): ReviewLine[] {
  const upper = (hex: Hex) => hex.slice(2).toUpperCase()
  const isRoot = data.startsWith('0x7cb64759')
  const selector = {
    label: 'Selector',
    value: upper(slice(data, 0, Math.min(SELECTOR_BYTES, size(data)))),
    meaning: isRoot ? 'setMerkleRoot: what the contract is asked to do.' : 'What the contract is asked to do.',
  }
  const count = Math.ceil(Math.max(0, size(data) - SELECTOR_BYTES) / WORD_BYTES)
  if (count > LISTED_PARAMETERS) {
    const instead = `${count} parameters, one after the other`
    return [selector, { label: 'Parameter', value: null, instead, meaning: 'The words of the call; the hash covers them all.' }]
  }
  const words = Array.from({ length: count }, (_, at) => {
    const start = SELECTOR_BYTES + at * WORD_BYTES
    return slice(data, start, Math.min(size(data), start + WORD_BYTES))
  })
  const meaning = isRoot ? 'The Merkle root: compare every digit with a second machine.' : 'A word of the call.'
  return [selector, ...words.map((word) => ({ label: 'Parameter', value: upper(word), meaning }))]
}

function tokenTransfer({ to: contract, chainId, data = '0x', value = 0n }: UnsignedTransaction, token?: ShownToken | null) {
  if (!token || !contract || value > 0n || token.chainId !== chainId || !isAddressEqual(contract, token.contract)) return null
  const call = decodeKnownCall(data)
  if (call?.name !== 'transfer') return null
  const [payee, amount] = call.args as [Hex, bigint]
  return { payee: getAddress(payee), amount: `${formatAmount(amount, token.decimals)} ${token.symbol}` }
}

function title(label: string): ReviewLine {
  return { label, value: '', meaning: 'The review begins.' }
}

function from({ signer }: ReviewFacts): ReviewLine {
  return { label: 'From', value: signer, instead: 'press Show address', meaning: 'The account that signs and pays the fee.' }
}

function to({ to: recipient }: UnsignedTransaction): string {
  return recipient ? getAddress(recipient) : 'a new contract'
}

function feeAndNetwork(transaction: UnsignedTransaction): ReviewLine[] {
  const { gas = 0n, chainId } = transaction
  const price = (transaction.type === 'legacy' ? transaction.gasPrice : transaction.maxFeePerGas) ?? 0n
  const network = appNetwork(chainId)
  const fees = {
    label: 'Max fees',
    value: withUnit(gas * price, chainId),
    meaning: `At most ${groupWhole(String(gas))} gas at ${groupWhole(formatGwei(price))} gwei each${network ? '' : '; the device adds the chain’s unit, or ??? where it does not know the chain'}.`,
  }
  if (network?.shown === null) return [fees]
  const named = {
    label: 'Network',
    value: network?.shown ?? null,
    instead: `the chain’s name, or ${chainId}`,
    meaning: `Chain ${chainId}, on which alone the signature counts.`,
  }
  return [fees, named]
}

function withUnit(wei: bigint, chainId: number): string {
  const network = appNetwork(chainId)
  const amount = formatAmount(wei, WEI_DECIMALS)
  return network ? `${amount} ${network.unit}` : amount
}

function hidden({ nonce = 0, chainId }: UnsignedTransaction): ReviewLine[] {
  const onNonce = { label: 'Nonce', value: String(nonce), meaning: 'The account’s next number: a used one can never be mined.' }
  if (appNetwork(chainId)?.shown !== null) return [onNonce]
  return [{ label: 'Network', value: `chain ${chainId}`, meaning: 'The device names every chain but Ethereum.' }, onNonce]
}

function notes({ chainId }: UnsignedTransaction): string[] {
  if (appNetwork(chainId)) return []
  return [
    `Whether the Ethereum app knows chain ${chainId} was not recorded: it shows the chain’s name, or its number and ??? as its unit.`,
  ]
}
