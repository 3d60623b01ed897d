import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sumBaseUnits } from '../model/money'
import { agreementsArbitrary, type ChainLink, correctionInput, goingOn, periodArbitrary, splitChain } from './arbitrarySplits'
import { splitByTerms } from './splitByTerms'
import type { SplitFileV3 } from './splitFileV3'
import { verifySplitV3 } from './verifySplitV3'

const chains = fc.tuple(fc.array(periodArbitrary, { minLength: 1, maxLength: 4 }), agreementsArbitrary)
const forChains = (check: (links: ChainLink[]) => void, numRuns = 60) =>
  fc.assert(
    fc.property(chains, ([periods, agreements]) => check(splitChain(periods, agreements))),
    { numRuns },
  )
const balances = ({ held, reserve, carried, prepaid }: SplitFileV3['totals']['opening']) =>
  sumBaseUnits([held, reserve, carried, prepaid].map(BigInt))
const sumOf = (values: readonly { amountBaseUnits: string }[]) =>
  sumBaseUnits(values.map(({ amountBaseUnits }) => BigInt(amountBaseUnits)))

describe('a chain of periods', () => {
  it('[AC1] opening and received are paid, closing and dust, in each period and since the beginning', () => {
    forChains((links) => {
      let [received, paid, dust] = [0n, 0n, 0n]
      for (const [at, { input, split }] of links.entries()) {
        const { totals } = split
        const paidNow = BigInt(totals.paidBaseUnits)
        const came = sumBaseUnits(input.rewards.map((each) => each.amountBaseUnits - (each.beforeBaseUnits ?? 0n)))
        const advances = sumBaseUnits((input.entries ?? []).map(({ baseUnits }) => BigInt(baseUnits)))
        expect(BigInt(totals.totalBaseUnits)).toBe(came)
        expect(paidNow).toBe(sumBaseUnits(split.members.map(({ paidBaseUnits }) => BigInt(paidBaseUnits))) + advances)
        expect(balances(totals.opening) + came).toBe(paidNow + balances(totals.closing) + BigInt(totals.dustBaseUnits))
        received += came
        paid += paidNow
        dust += BigInt(totals.dustBaseUnits)
        expect(received).toBe(paid + balances(totals.closing) + dust)
        expect(totals.sinceBeginning).toMatchObject({
          totalBaseUnits: `${received}`,
          paidBaseUnits: `${paid}`,
          dustBaseUnits: `${dust}`,
        })
        expect(split.closing.periods).toBe(at + 1)
      }
    })
  })

  it('[VS10] every split of it is found right, corrections too', () => {
    forChains((links) => {
      for (const { split } of links) expect(verifySplitV3(JSON.parse(JSON.stringify(split)))).toEqual([])
    }, 25)
  })

  it('[RW2] every row is where its shares say', () => {
    forChains((links) => {
      for (const { split } of links) {
        for (const row of split.rows) {
          expect(sumOf(row.shares)).toBe(BigInt(row.amountBaseUnits))
          if (row.parts) expect(sumOf(row.parts)).toBe(BigInt(row.amountBaseUnits))
        }
      }
    })
  })

  it('[TE2] each stage gives what comes in, and the next one gets what it leaves', () => {
    forChains((links) => {
      for (const { split } of links) {
        for (const { amountBaseUnits, stages } of split.applied) {
          let left = BigInt(amountBaseUnits)
          for (const stage of stages) {
            expect(BigInt(stage.inBaseUnits)).toBe(left)
            left = BigInt(stage.outBaseUnits)
            expect(sumOf(stage.allotments) + BigInt(stage.dustBaseUnits) + left).toBe(BigInt(stage.inBaseUnits))
          }
          expect(left).toBe(0n)
        }
      }
    })
  })

  it('[RW1] under largest remainder each payee of a stage is less than one unit away from their exact share', () => {
    forChains((links) => {
      for (const { split } of links) {
        for (const { agreementId, stages } of split.applied) {
          const terms = split.agreements.find(({ id }) => id === agreementId)
          if (terms?.dust !== 'largest-remainder') continue
          for (const [at, { allotments, inBaseUnits }] of stages.entries()) {
            const stage = terms.stages[at]
            if (stage?.kind !== 'remainder' || stage.shares.some(({ cap, floor }) => cap || floor)) continue
            const parts = stage.shares.map((share) => BigInt(share.parts ?? '0'))
            const sum = sumBaseUnits(parts)
            for (const [share, { amountBaseUnits }] of allotments.entries()) {
              const away = BigInt(amountBaseUnits) * sum - BigInt(inBaseUnits) * (parts[share] ?? 0n)
              expect(away < sum && away > -sum).toBe(true)
            }
          }
        }
      }
    })
  })

  it('[RW7] the order of rewards, members and agreements changes no amount', () => {
    const amountsOf = (split: SplitFileV3) => ({
      members: Object.fromEntries(
        split.members.map(({ id, paidBaseUnits, amountBaseUnits }) => [id, [amountBaseUnits, paidBaseUnits]]),
      ),
      shares: Object.fromEntries(
        split.rows.map(({ hotspotKey, shares }) => [hotspotKey, shares.map((share) => JSON.stringify(share)).sort()]),
      ),
      closing: split.closing,
      totals: split.totals,
    })
    forChains((links) => {
      for (const { input, split } of links) {
        const turned = splitByTerms({
          ...input,
          rewards: [...input.rewards].reverse(),
          members: [...input.members].reverse(),
          agreements: [...input.agreements].reverse(),
        })
        expect(amountsOf(turned)).toEqual(amountsOf(split))
      }
    })
  })

  it('[RW6] a correction right after its period leaves everybody with what the right file would have given', () => {
    fc.assert(
      fc.property(periodArbitrary, agreementsArbitrary, ({ corrected, ...period }, agreements) => {
        fc.pre(corrected !== null)
        const payable = {
          ...period,
          members: period.members.map((member) => ({ ...member, standing: { kind: 'active' as const } })),
        }
        const [wrong] = splitChain([{ ...payable, corrected: null }], agreements)
        const [right] = splitChain([{ ...payable, rewards: corrected ?? [], corrected: null }], agreements)
        if (!wrong || !right) throw new Error('A chain has a period')
        const correction = splitByTerms(goingOn(correctionInput(wrong.split, period.rewards, corrected ?? []), wrong.split))
        for (const [at, member] of correction.members.entries()) {
          const due = BigInt(member.amountBaseUnits) + BigInt(wrong.split.members[at]?.amountBaseUnits ?? '0')
          expect(due).toBe(BigInt(right.split.members[at]?.amountBaseUnits ?? '0'))
        }
        expect(correction.closing.counters).toEqual(right.split.closing.counters)
        expect(correction.closing.fractions).toEqual(right.split.closing.fractions)
        const reserves = (split: SplitFileV3) =>
          split.closing.accounts.filter(({ kind, owner }) => kind === 'reserve' || owner.includes('/'))
        expect(reserves(correction)).toEqual(reserves(right.split))
      }),
      { numRuns: 100 },
    )
  })
})
