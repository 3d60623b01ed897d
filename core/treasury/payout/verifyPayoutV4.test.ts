import fc from 'fast-check'
import { expect, it } from 'vitest'
import { seal } from '../../model/contentDigest'
import { isRecord } from '../../model/isRecord'
import type { PayoutFileV4 } from '../model/payoutFileV4'
import { BY_ACCOUNT, BY_ROOT, payoutOf, splitOf } from './examplePayoutV4'
import { solanaPayoutOf } from './exampleSolanaPayout'
import { verifyPayoutV4 } from './verifyPayoutV4'

type Path = (string | number)[]

async function examples(): Promise<PayoutFileV4[]> {
  const root = await payoutOf(BY_ROOT)
  const next = { previous: [root], split: splitOf({ period: 'february', amount: 501n }) }
  return [
    await payoutOf({ split: splitOf({ inMoney: ['di'] }) }),
    await payoutOf({ ...BY_ACCOUNT, firstPayments: ['0xB298394f965D5C1c55126882103E7b43B8f02F0D'] }),
    await payoutOf({ ...BY_ROOT, ...next }),
    await payoutOf({ ...next, replaces: undefined }),
    await solanaPayoutOf(),
  ]
}

function leavesOf(value: unknown, path: Path = []): Path[] {
  if (Array.isArray(value)) return value.flatMap((each, at) => leavesOf(each, [...path, at]))
  if (isRecord(value)) return Object.entries(value).flatMap(([key, each]) => leavesOf(each, [...path, key]))
  return [path]
}

/** One unit more, one digit or letter another, the other truth. */
function changed(value: unknown): unknown {
  if (typeof value === 'number') return value + 1
  if (typeof value === 'boolean') return !value
  if (typeof value !== 'string') return 'something'
  if (/^-?\d+$/.test(value)) return (BigInt(value) + 1n).toString()
  const last = value.at(-1) === '1' ? '2' : '1'
  return `${value.slice(0, -1)}${last}`
}

function withChange(file: PayoutFileV4, path: Path): PayoutFileV4 {
  const copy: unknown = JSON.parse(JSON.stringify(file))
  let parent = copy as Record<string | number, unknown>
  for (const step of path.slice(0, -1)) parent = parent[step] as Record<string | number, unknown>
  const key = path.at(-1) as string
  parent[key] = changed(parent[key])
  return copy as PayoutFileV4
}

/** What is told to a payout and nothing else in it follows from: another such file is another payout, with another digest. */
const TOLD = [
  /^treasury\.(owners\.\d+|threshold|version)$/,
  /^token\.codeHash$/,
  /^snapshotSha256$/,
  /^previousPayouts\.\d+$/,
  /^periods\.0\./,
  /^transactions\.\d+\.nonceSlot$/,
  /^heldBefore\.\d+\.(name|reason)$/,
]

it('[PV1] a file as it was made has no findings, read back from text as well', async () => {
  for (const payout of await examples()) expect(await verifyPayoutV4(JSON.parse(JSON.stringify(payout)))).toEqual([])
})

it('[PV2] one unit, digit or letter changed in any field is found', async () => {
  const files = await examples()
  const places = files.flatMap((file) => leavesOf(file).map((path) => ({ file, path })))
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...places), async ({ file, path }) => {
      expect(await verifyPayoutV4(withChange(file, path)), path.join('.')).not.toEqual([])
    }),
    { numRuns: 60 },
  )
})

it('[PV2] also where the digest is made to fit, in all that can be worked out', async () => {
  for (const file of await examples()) {
    const paths = leavesOf({ ...file, split: null }).filter((path) => path[0] !== 'contentSha256' && path[0] !== 'split')
    expect(paths.length).toBeGreaterThan(40)
    for (const path of paths) {
      const name = path.join('.')
      if (TOLD.some((told) => told.test(name)) && !(file.periods.length === 1 && name.startsWith('periods'))) continue
      const tampered = seal(withChange(file, path))
      expect(await verifyPayoutV4(tampered), name).not.toEqual([])
    }
  }
})

it('[PV3] names the place of what was changed', async () => {
  const payout = await payoutOf()
  const [first] = payout.payees
  const amount = (BigInt(first?.amountBaseUnits ?? '0') + 1n).toString()
  const payees = payout.payees.map((payee, at) => (at === 0 ? { ...payee, amountBaseUnits: amount } : payee))
  const [finding] = await verifyPayoutV4(seal({ ...payout, payees }))
  expect(finding?.where).toBe('payees[0]')
  expect(finding?.message).toContain(`amountBaseUnits reads ${amount}`)
  const twice = await verifyPayoutV4(seal({ ...payout, payees: [...payout.payees, ...payout.payees] }))
  expect(twice.length).toBeGreaterThan(0)
  const without = await verifyPayoutV4(seal({ ...payout, payees: payout.payees.slice(1) }))
  expect(without.map(({ where }) => where)).toContain('payees[0]')
})

it('[PV4] never throws, whatever it is given', async () => {
  const payout = await payoutOf()
  for (const file of [
    null,
    3,
    'text',
    [],
    {},
    { format: payout.format },
    { ...payout, split: null },
    { ...payout, transactions: [] },
  ]) {
    expect(await verifyPayoutV4(file)).not.toEqual([])
  }
})

it('[PV5] periods before need the payouts that paid them, and none stands there twice', async () => {
  const january = await payoutOf()
  const next = await payoutOf({ previous: [january], split: splitOf({ period: 'february', amount: 501n }) })
  const forgotten = await verifyPayoutV4(seal({ ...next, previousPayouts: [] }))
  expect(forgotten).toEqual([{ where: 'previousPayouts', message: 'are missing, though periods were paid before' }])
  const [period] = next.periods
  const twice = await verifyPayoutV4(seal({ ...next, periods: [period, ...next.periods] }))
  expect(twice).toEqual([{ where: `periods[1] ${period?.name}`, message: 'stands in the file twice' }])
})
