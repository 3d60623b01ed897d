import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seal } from '../../model/contentDigest'
import { isRecord } from '../../model/isRecord'
import { SETTINGS, signExample } from '../../payout/examplePayout'
import type { PayoutFile } from '../../payout/payoutFile'
import { NO_PREVIOUS_TOTALS, preparePayout, totalsAfter } from '../../payout/preparePayout'
import { agreementsArbitrary, periodArbitrary, splitChain } from '../../rewards/arbitrarySplits'
import type { SplitFileV3 } from '../../rewards/splitFileV3'
import { findMember, membersOf, readStatementSource } from '../statementSource'
import { exampleSplits } from '../testing/exampleSplits'
import { createSealedStatements } from './makeSealedStatement'
import type { SealedStatement } from './sealedStatement'
import { verifyAgainstSplits } from './verifyAgainstSplits'
import { verifyStatement } from './verifyStatement'

const chainArbitrary = fc
  .tuple(fc.array(periodArbitrary, { minLength: 1, maxLength: 3 }), agreementsArbitrary)
  .map(([periods, agreements]) => splitChain(periods, agreements).map(({ split }) => split))

const sourceOf = (splits: readonly SplitFileV3[], payouts: PayoutFile[] = []) =>
  readStatementSource({ cooperative: 'Mesh', zone: 'Europe/Zurich', splits, payouts })
const statementOf = (splits: readonly SplitFileV3[], member: string, payouts: PayoutFile[] = []) => {
  const source = sourceOf(splits, payouts)
  return throughFile(createSealedStatements(source)(findMember(source, member)))
}
const throughFile = (statement: SealedStatement): SealedStatement => JSON.parse(JSON.stringify(statement))
const wrongIn = async (statement: unknown) => (await verifyStatement(statement)).filter(({ isNote }) => !isNote)

/** The payouts of splits, each after the one before, signed by the example's key. */
async function signedPayouts(splits: readonly SplitFileV3[]): Promise<PayoutFile[]> {
  const payouts: PayoutFile[] = []
  for (const split of splits) {
    const last = payouts.at(-1)
    const previous = last ? totalsAfter(last) : NO_PREVIOUS_TOTALS
    const payout = await preparePayout({ split, previous, transaction: { ...SETTINGS, nonce: payouts.length } })
    payouts.push(await signExample(payout))
  }
  return payouts
}

type Path = (string | number)[]

/** Everything that is a figure, but for what the notes say that the file alone cannot show. */
function figuresIn(value: unknown, path: Path = []): Path[] {
  if (Array.isArray(value)) return value.flatMap((each, at) => figuresIn(each, [...path, at]))
  if (isRecord(value)) {
    const noted = new Set(['terms', 'prices', 'minimumPayoutBaseUnits', 'period', 'token'])
    return Object.entries(value).flatMap(([key, each]) => (noted.has(key) ? [] : figuresIn(each, [...path, key])))
  }
  return typeof value === 'string' && /^-?\d+$/.test(value) ? [path] : []
}

function changed(statement: SealedStatement, path: Path, by: bigint): SealedStatement {
  const copy = throughFile(statement)
  let at: Record<string | number, unknown> = copy as never
  for (const step of path.slice(0, -1)) at = at[step] as never
  const last = path.at(-1) ?? ''
  at[last] = (BigInt(String(at[last])) + by).toString()
  return seal(copy)
}

describe('sealed statements', () => {
  it('[ST36] of any periods and any member hold from the file alone, with no more than notes', async () => {
    await fc.assert(
      fc.asyncProperty(chainArbitrary, async (splits) => {
        const source = sourceOf(splits)
        const make = createSealedStatements(source)
        for (const member of membersOf(source)) {
          const statement = throughFile(make(member))
          expect(await wrongIn(statement)).toEqual([])
          expect(statement.periods).toHaveLength(splits.length)
        }
        const first = throughFile(make(findMember(source, 'ada')))
        const against = await verifyAgainstSplits(first, splits)
        expect(against.filter(({ isNote, message }) => !isNote || message.includes('give that split'))).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  it('[ST37] any one figure that is changed, sealed again, is found', async () => {
    await fc.assert(
      fc.asyncProperty(
        chainArbitrary,
        fc.constantFrom('ada', 'bo', 'cy', 'di', 'eve'),
        fc.nat(),
        fc.constantFrom(1n, -1n, 1000n),
        async (splits, member, drawn, by) => {
          const statement = statementOf(splits, member)
          const paths = figuresIn(statement)
          const path = paths[drawn % paths.length]
          if (!path) return
          const findings = await wrongIn(changed(statement, path, by))
          expect(findings, path.join('.')).not.toEqual([])
        },
      ),
      { numRuns: 150 },
    )
  })

  it('[ST37] every figure of a signed statement is checked, one by one', async () => {
    const splits = exampleSplits()
    const payouts = await signedPayouts(splits)
    for (const member of ['ada', 'bo']) {
      const statement = statementOf(splits, member, payouts)
      expect(await wrongIn(statement)).toEqual([])
      for (const path of figuresIn(statement)) {
        expect(await wrongIn(changed(statement, path, 1n)), `${member} ${path.join('.')}`).not.toEqual([])
      }
    }
  })

  it('[ST37] a change that is not sealed again is found, and a period that is left out', async () => {
    const statement = statementOf(exampleSplits(), 'ada')
    expect(await wrongIn({ ...statement, cooperative: 'Other' })).toEqual([
      { where: 'contentSha256', message: expect.stringContaining('the file was changed') },
    ])
    const [january, , march] = statement.periods
    const gap = seal({ ...statement, periods: [january, march] })
    expect((await wrongIn(gap)).map(({ where }) => where)).toContain('periods[1] March split.previous')
    expect(await wrongIn({ format: 'commonmast-statement-v1' })).not.toEqual([])
  })

  it('[ST37] an agreement or a hotspot that stands twice is found', async () => {
    const statement = statementOf(exampleSplits(), 'bo')
    const [first, ...others] = statement.periods
    if (!first) throw new Error('There is January')
    const twice = { ...first, applied: [...first.applied, ...first.applied], rows: [...first.rows, ...first.rows] }
    const found = await wrongIn(seal({ ...statement, periods: [twice, ...others] }))
    expect(found).toContainEqual({
      where: 'periods[0] January applied agreement harbour',
      message: 'stands in the file twice',
    })
    expect(found).toContainEqual({ where: 'periods[0] January rows hotspot mast-1', message: 'stands in the file twice' })
  })

  it('[ST38] the leaf, its proof, the root and the signed transaction belong together', async () => {
    const splits = exampleSplits()
    const payouts = await signedPayouts(splits)
    const statement = statementOf(splits, 'ada', payouts)
    const hash = payouts[0]?.signature?.transactionHash
    expect(statement.periods[0]?.payment?.signature.transactionHash).toBe(hash)
    expect((await verifyStatement(statement)).map(({ message }) => message)).toContainEqual(expect.stringContaining(`${hash}`))
    const [first] = statement.periods
    if (!first?.payment?.payee) throw new Error('January is paid')
    const { payment } = first
    const payee = first.payment.payee
    for (const [wrong, where] of [
      [{ ...payment, payee: { ...payee, proof: payee.proof.slice(1) } }, 'payment.payee.proof'],
      [{ ...payment, merkle: { ...payment.merkle, root: payee.leafHash } }, 'payment.transaction.data'],
      [{ ...payment, signature: { ...payment.signature, transactionHash: payee.leafHash } }, 'payment.signature.transactionHash'],
      [{ ...payment, payee: null }, 'payment.payee'],
      [{ ...payment, payee: { ...payee, memberIds: ['bo'] } }, 'payment.payee'],
    ] as const) {
      const tampered = seal({ ...statement, periods: [{ ...first, payment: wrong }, ...statement.periods.slice(1)] })
      expect((await wrongIn(tampered)).map((each) => each.where)).toContain(`periods[0] January ${where}`)
    }
  })

  it('[ST39] [ST40] terms, prices and the least amount are held against the split where it is given, and named where it is not', async () => {
    const splits = exampleSplits()
    const statement = statementOf(splits, 'bo')
    const [first] = statement.periods
    if (!first) throw new Error('There is January')
    const tampered = seal({
      ...statement,
      periods: [{ ...first, prices: [], minimumPayoutBaseUnits: '1' }, ...statement.periods.slice(1)],
    })
    const notes = (await verifyStatement(statement)).filter(({ isNote }) => isNote)
    expect(notes.map(({ message }) => message)).toContainEqual(expect.stringContaining(splits[0]?.contentSha256 ?? '-'))
    const found = await verifyAgainstSplits(tampered, splits.slice(0, 1))
    expect(found.map(({ where }) => where)).toEqual(
      expect.arrayContaining(['periods[0] January minimumPayoutBaseUnits', 'periods[0] January prices[0]']),
    )
    expect((await verifyAgainstSplits(statement, splits)).filter(({ isNote }) => !isNote)).toEqual([])
    const foreign = await verifyAgainstSplits(statementOf(splits.slice(0, 1), 'bo'), splits.slice(1, 2))
    expect(foreign).toContainEqual({ where: 'split', message: expect.stringContaining('is of no period of this statement') })
  })

  it('[ST34] names other members by their ids alone', async () => {
    const splits = exampleSplits()
    const statement = statementOf(splits, 'ada', await signedPayouts(splits))
    const text = JSON.stringify(statement)
    const others = splits.flatMap(({ members }) => members).filter(({ id }) => id !== 'ada')
    for (const { name, address } of others) {
      expect(text).not.toContain(`"${name}"`)
      if (address) expect(text.toLowerCase()).not.toContain(address.toLowerCase())
    }
    expect(text).toContain('"bo"')
  })

  it('[ST35] refuses to state a split that does not hold', () => {
    const [january] = exampleSplits()
    if (!january) throw new Error('There is January')
    const wrong = { ...january, totals: { ...january.totals, paidBaseUnits: '1' } }
    expect(() => statementOf([{ ...wrong, contentSha256: '0' }], 'ada')).toThrow(
      expect.objectContaining({ code: 'statement.split-does-not-hold' }),
    )
  })
})
