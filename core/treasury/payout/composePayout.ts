/**
 * Puts a payout of version 4 together from its parts. It is made by this when it is prepared and made again when it is verified,
 * so that nothing in a file is believed that can be worked out.
 */
import type { Address } from 'viem'
import { checkAddress } from '../../model/evmAddress'
import { sumBaseUnits } from '../../model/money'
import { Problem, validateArgument } from '../../model/problem'
import { factsOf } from '../../payout/paidPeriods'
import { sumsOf } from '../../rewards/splitFile'
import { checkPayees } from '../checkPayees'
import { isEvmChain } from '../model/chainKey'
import { PAYOUT_FORMAT, type PayoutFileV4, type PayoutMethod } from '../model/payoutFileV4'
import type { TreasuryFacts } from '../model/treasuryFacts'
import { checkConservation } from './conservation'
import { merkleTotalsOf } from './merkleTotals'
import type { PayoutParts } from './payoutParts'
import { payoutTransactions } from './payoutTransactions'
import { shareOut } from './shareOut'
import { withFirstPayments } from './withFirstPayments'

const METHODS: Readonly<Record<TreasuryFacts['kind'], readonly PayoutMethod[]>> = {
  safe: ['safe', 'merkle'],
  account: ['transfers', 'merkle'],
  solana: ['solana'],
}

const TREASURY_WORDS = { safe: 'A Safe', account: 'An account', solana: 'An account of Solana' }

/** @throws Problem `payout.*`, `payee.*`, `address.*`, `safe.*`, `transaction.*` or `solana.*`, naming what to correct. */
export async function composePayout(parts: PayoutParts): Promise<Omit<PayoutFileV4, 'contentSha256'>> {
  const { method, treasury, token, split, periodsBefore, previousPayouts, replaces, heldBefore } = parts
  checkWhoPays(parts)
  const { payees: due, held, inMoney } = shareOut(parts)
  const { payees, firstPayments } = withFirstPayments(due, parts)
  if (treasury.kind !== 'solana') {
    checkPayees(
      payees.map(({ address, amountBaseUnits }) => ({ address: address as Address, amountBaseUnits: BigInt(amountBaseUnits) })),
      notPayees(parts),
    )
  }
  checkConservation({ split, heldBefore: [...heldBefore], held, payees, firstPayments, inMoney, replaces })
  const merkle = parts.merkle && (await merkleTotalsOf(parts.merkle, payees, token))
  const sum = (amounts: readonly { amountBaseUnits: string }[]) =>
    sumBaseUnits(amounts.map(({ amountBaseUnits }) => BigInt(amountBaseUnits))).toString()
  return {
    format: PAYOUT_FORMAT,
    method,
    treasury,
    token,
    split,
    periods: [...periodsBefore, factsOf(split)],
    previousPayouts: [...previousPayouts],
    replaces,
    heldBefore: [...heldBefore],
    payees,
    ...(firstPayments.length > 0 && { firstPayments }),
    held,
    inMoney,
    addressConfirmations: [...parts.addressConfirmations],
    totals: {
      payeesBaseUnits: sum(payees),
      heldBaseUnits: sum(held),
      inMoneyBaseUnits: sum(inMoney),
      dustBaseUnits: sumsOf(split).dust.toString(),
    },
    merkle,
    snapshotSha256: parts.snapshotSha256,
    transactions: await payoutTransactions({ method, treasury, token, payees, merkle }, parts.settings),
  }
}

/** Treasury, token, split and method belong together, and every address has its checksum. */
function checkWhoPays({ method, treasury, token, split, merkle, replaces }: PayoutParts): void {
  validateArgument(
    isEvmChain(treasury.chain) === (treasury.kind !== 'solana'),
    'payout.other-chain',
    treasury.kind === 'solana'
      ? `The treasury is an account of Solana, and ${treasury.chain} is another chain: correct its chain.`
      : `The treasury is an account of an EVM chain, and ${treasury.chain} is none: correct its chain.`,
  )
  validateArgument(
    token.chain === treasury.chain,
    'payout.other-chain',
    `The token is on ${token.chain} and the treasury on ${treasury.chain}: choose a token of the treasury's chain.`,
  )
  checkToken(token, split.token)
  const methods = METHODS[treasury.kind]
  validateArgument(
    methods.includes(method),
    'payout.other-method',
    `${TREASURY_WORDS[treasury.kind]} pays by ${methods.join(' or ')}, not by ${method}: choose one of these.`,
  )
  validateArgument(
    (method === 'merkle') === (merkle !== null),
    'payout.no-distributor',
    method === 'merkle'
      ? 'The distributor is missing: say which contract takes the root.'
      : 'Only method merkle has a distributor.',
  )
  validateArgument(
    merkle === null || replaces === null || replaces.paid.length === 0,
    'payout.merkle-part',
    'A root pays all or nobody, so the rest of a part-paid payout is not paid by one: pay it with a Safe or by single transfers.',
  )
  if (treasury.kind === 'solana') return
  checkAddress(treasury.address, 'the treasury')
  if (token.address !== null) checkAddress(token.address, 'the token')
  if (merkle) checkAddress(merkle.distributor, 'the distributor')
  if (treasury.kind !== 'safe') return
  checkAddress(treasury.multiSendCallOnly, 'MultiSendCallOnly')
  for (const [at, owner] of treasury.owners.entries()) checkAddress(owner, `owner ${at + 1}`)
  validateArgument(
    new Set(treasury.owners).size === treasury.owners.length && treasury.threshold <= treasury.owners.length,
    'safe.bad-threshold',
    `${treasury.threshold} of ${treasury.owners.length} owners cannot be: read owners and threshold from the Safe again.`,
  )
}

function checkToken(token: PayoutParts['token'], ofSplit: PayoutParts['split']['token']): void {
  if (token.symbol !== ofSplit.symbol) {
    throw new Problem(
      'payout.other-token',
      `The split is in ${ofSplit.symbol} and the token is ${token.symbol}: choose the token of the split.`,
    )
  }
  if (token.decimals !== ofSplit.decimals) {
    throw new Problem(
      'payout.other-decimals',
      `The split counts ${ofSplit.symbol} with ${ofSplit.decimals} decimals and the token has ${token.decimals}: amounts would be wrong by powers of ten. Correct the one that is wrong.`,
    )
  }
}

function notPayees({ treasury, token, merkle }: PayoutParts): Map<string, string> {
  return new Map([
    [treasury.address, treasury.kind === 'safe' ? 'the Safe that pays' : 'the account that pays'],
    ...(treasury.kind === 'safe' ? ([[treasury.multiSendCallOnly, 'MultiSendCallOnly']] as const) : []),
    ...(token.address === null ? [] : ([[token.address, 'the token itself']] as const)),
    ...(merkle ? ([[merkle.distributor, 'the distributor']] as const) : []),
  ])
}
