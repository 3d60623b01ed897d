/** Tries every payment of a payout on the chain as it is, from the treasury's address, before anybody signs. */
import type { Address } from 'viem'
import { type PaymentFinding, paymentFinding, type TriedPayment } from '#core/treasury/chain/paymentFindings'
import type { ExpectedPayment } from '#core/treasury/chain/reconciliation'
import { revertWords } from '#core/treasury/chain/revertWords'
import { payeeCall } from '#core/treasury/payeeCalls'
import type { EvmChain } from './evmChain'
import { inTurns } from './inTurns'
import { type ProbeStep, probeCalls } from './probeCalls'

export interface PaymentTrial {
  treasury: Address
  /** Null for the chain's own coin. */
  token: Address | null
  payments: readonly ExpectedPayment[]
}

export interface PaymentSimulation {
  findings: PaymentFinding[]
  /** Whether what each payee gains was seen, or only that no payment fails by itself. */
  thorough: boolean
  /** What was not tried, as a sentence; null where all was. */
  note: string | null
  /** Of all payments alone, without the transaction around them; null where it was not seen. */
  gasUsed: bigint | null
}

/** As many as are in one Safe transaction; far below what nodes allow a call. */
const AT_ONCE = 100
const FALSE_ANSWER = /^0x0{64}$/

/** @throws Problem `node.*` */
export async function simulatePayments(chain: EvmChain, trial: PaymentTrial): Promise<PaymentSimulation> {
  const together = await tryTogether(chain, trial)
  const tried = together ?? (await tryOneByOne(chain, trial))
  const findings = tried.map(paymentFinding).filter((finding) => finding !== undefined)
  const gasUsed = together?.reduce((sum, { gas }) => sum + gas, 0n) ?? null
  const note =
    together === null
      ? 'The node cannot try payments together, so each was tried alone: a fee that the token keeps, and payments that together are too much, would not show.'
      : null
  return { findings, thorough: together !== null, note, gasUsed }
}

type TriedTogether = TriedPayment & { gas: bigint }

async function tryTogether(chain: EvmChain, { treasury, token, payments }: PaymentTrial): Promise<TriedTogether[] | null> {
  const tried: TriedTogether[] = []
  for (let start = 0; start < payments.length; start += AT_ONCE) {
    const part = payments.slice(start, start + AT_ONCE)
    const steps = part.map(({ payee, amountBaseUnits }): ProbeStep => {
      return { ...payeeCall(token, { address: payee, amountBaseUnits }), watched: payee, token }
    })
    const outcomes = await probeCalls(chain, [treasury], steps)
    if (outcomes?.length !== part.length) return null
    for (const [at, payment] of part.entries()) {
      const outcome = outcomes[at]
      if (!outcome) return null
      const { ok, answer, watchedGained, ownLost, gasUsed } = outcome
      tried.push({
        payment,
        ok,
        words: ok ? '' : revertWords(answer),
        saysFalse: token !== null && FALSE_ANSWER.test(answer),
        moved: { payeeGained: watchedGained, treasuryLost: ownLost },
        gas: gasUsed,
      })
    }
  }
  return tried
}

function tryOneByOne(chain: EvmChain, { treasury, token, payments }: PaymentTrial): Promise<TriedPayment[]> {
  return inTurns(payments, async (payment) => {
    const { to, value, data } = payeeCall(token, { address: payment.payee, amountBaseUnits: payment.amountBaseUnits })
    const answer = await chain.call({ from: treasury, to, valueWei: value, data }, 'latest')
    return {
      payment,
      ok: answer.ok,
      words: answer.ok ? '' : revertWords(answer.data),
      saysFalse: answer.ok && token !== null && FALSE_ANSWER.test(answer.data),
      moved: null,
    }
  })
}
