/**
 * Recomputes a report of a simulation from what it says of income, prices, reserve and seed. That the prices are those of the
 * table that it names is for the reader of that table. SPEC.md, rule [VO19].
 */
import { z } from 'zod'
import { contentDigest } from '../model/contentDigest'
import { type Finding, schemaFindings } from '../model/finding'
import { parseAmount, tokenSchema } from '../model/money'
import { instantSchema } from '../model/periodDates'
import { Problem } from '../model/problem'
import { type Rational, rational } from '../model/rational'
import { findDifferences } from '../rewards/findDifferences'
import { parsePrice } from './priceTable'
import { simulateVolatility } from './simulateVolatility'
import { volatilityReport } from './volatilityReport'

const fraction = z
  .string()
  .regex(/^\d{1,60}(\/[1-9]\d{0,60})?$/, 'must be a fraction such as 1/2')
  .transform((text): Rational => {
    const [numerator = '0', denominator = '1'] = text.split('/')
    return rational(BigInt(numerator), BigInt(denominator))
  })

/** What the rest of a report follows from. */
const inputSchema = z.object({
  format: z.literal('commonmast-volatility-v1'),
  token: tokenSchema,
  currency: z.string(),
  prices: z.object({
    name: z.string(),
    contentSha256: z.string(),
    oldestAllowedMs: z.number().nonnegative(),
    used: z.array(z.object({ at: instantSchema, price: z.string() })).min(1),
  }),
  reserve: z.object({ share: fraction, band: fraction, window: z.number().int() }).nullable(),
  history: z.object({
    periods: z
      .array(
        z.object({
          start: instantSchema,
          end: instantSchema,
          members: z.array(z.object({ member: z.string(), amountWithout: z.string() })),
        }),
      )
      .min(1),
  }),
  drawn: z.object({ seed: z.string(), draws: z.number().int().min(1).max(10_000) }).nullable(),
})
type ReportInput = z.output<typeof inputSchema>

/** Never throws. */
export async function verifyVolatility(file: unknown): Promise<Finding[]> {
  const parsed = inputSchema.safeParse(file)
  if (!parsed.success) return schemaFindings(parsed.error)
  try {
    const input = simulationOf(parsed.data)
    const made = volatilityReport(input, await simulateVolatility(input))
    const stated = file as object & { contentSha256?: unknown }
    const findings = findDifferences(stated, made, ['contentSha256']).map(
      ({ where, field, stated: said, expected }): Finding => ({
        where,
        message: `${field === '' ? '' : `${field} `}reads ${said}, but the income, prices and reserve give ${expected}`,
      }),
    )
    const digest = contentDigest(stated)
    if (digest !== stated.contentSha256) {
      const message = `reads ${String(stated.contentSha256)}, but the contents give ${digest}: the file was changed`
      findings.push({ where: 'contentSha256', message })
    }
    return findings
  } catch (thrown) {
    const { message } = Problem.from(thrown, 'verify.unreadable', 'cannot be worked out from what it says')
    return [{ where: 'the file', message }]
  }
}

function simulationOf({ token, currency, prices, reserve, history, drawn }: ReportInput) {
  const used = new Map(prices.used.map(({ at, price }) => [Date.parse(at), price]))
  return {
    token,
    prices: {
      currency,
      source: { name: prices.name, contentSha256: prices.contentSha256 },
      prices: [...used].sort(([one], [other]) => one - other).map(([atMs, text]) => ({ atMs, ...parsePrice(text) })),
    },
    oldestPriceMs: prices.oldestAllowedMs,
    terms: reserve,
    periods: history.periods.map(({ start, end, members }) => ({
      dates: { start, end },
      amounts: new Map(members.map(({ member, amountWithout }) => [member, parseAmount(amountWithout, token.decimals)])),
    })),
    seed: drawn?.seed ?? '',
    draws: drawn?.draws ?? 0,
  }
}
