/**
 * Agreements from a file, in three forms: `commonmast-agreements-v1` or `-v2` (JSON), a CSV with hotspot, member, percent or
 * parts, and address, and the host payment sheet. Whatever is wrong is named by line and field; nothing is guessed or repaired.
 */

import { checkTerms } from '../agreements/checkTerms'
import { installsByHotspot } from '../agreements/installs'
import { createTermsChooser } from '../agreements/termsInForce'
import { type FileProblem, toFileProblem } from '../files/fileProblem'
import { columnKey, parseTable } from '../files/parseTable'
import { Problem } from '../model/problem'
import { readAgreementsCsv } from './agreementsCsv'
import { readAgreementsJson } from './agreementsJson'
import type { AgreementsReading, LocatedAgreements, PeriodFactsOfFile } from './agreementsReading'
import { memberProblems } from './memberProblems'
import { readPaymentSheet } from './paymentSheetCsv'
import { termsOf } from './termsOf'

/**
 * Reads agreements of any of the three forms; the content decides which.
 * @returns everything that could be read, and the problems; use it for money only when there are none.
 * @throws Problem `agreements.unknown-form`, or `json.broken` with its line.
 */
export function readAgreements(fileName: string, text: string): AgreementsReading {
  const located = readLocated(fileName, text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n'))
  const { members, groups, agreements, period } = located
  return { members, groups, agreements, period, problems: [...located.problems, ...findContradictions(located)] }
}

function readLocated(fileName: string, text: string): LocatedAgreements {
  if (/^\s*[{[]/.test(text) || /\.json$/i.test(fileName)) return readAgreementsJson(text)
  const table = parseTable(text)
  const columns = new Set(table.headers.map(columnKey))
  if (columns.has('hotspot_address') || columns.has('payment_address')) return readPaymentSheet(table)
  if (columns.has('hotspot') || columns.has('percent') || columns.has('parts')) return readAgreementsCsv(table)
  throw new Problem(
    'agreements.unknown-form',
    'This file holds no agreements: give the columns hotspot, member, percent, address, or a commonmast-agreements-v1 file.',
  )
}

/** What each form must keep to: percentages, known members, checksummed addresses, one agreement for each hotspot. */
function findContradictions(located: LocatedAgreements): FileProblem[] {
  const { members, agreements, agreementLines, memberLines, period } = located
  const problems: FileProblem[] = []
  function check(line: number | null | undefined, run: () => void): void {
    try {
      run()
    } catch (thrown) {
      problems.push(toFileProblem(thrown, line ?? null))
    }
  }
  const ids = new Set(members.map(({ id }) => id))
  problems.push(...memberProblems(members, memberLines))
  agreements.forEach((agreement, at) => {
    check(agreementLines[at], () => {
      if (agreement.stages && agreement.shares.length > 0) {
        throw new Problem(
          'agreement.mixed-shares',
          `Agreement "${agreement.name}" has percentages and parts: write all of its shares in one of them.`,
          { field: 'parts' },
        )
      }
      checkTerms(termsOf(agreement), ids)
    })
  })
  check(null, () => createTermsChooser(agreements.map(termsOf)))
  check(null, () => installsByHotspot(period.installs))
  check(null, () => checkPricesOnce(period.prices))
  for (const [what, memberId] of membersBeside(period)) {
    check(null, () => {
      if (ids.has(memberId)) return
      throw new Problem(
        'split.unknown-member',
        `The ${what} name "${memberId}", who is not among the members: add the member, or correct the id.`,
        { field: what },
      )
    })
  }
  return problems
}

function checkPricesOnce(prices: PeriodFactsOfFile['prices']): void {
  const twice = prices.find(({ currency }, at) => prices.findIndex((price) => price.currency === currency) !== at)
  if (!twice) return
  throw new Problem('price.twice', `Two prices are stated in ${twice.currency}: keep the one that is meant.`, { field: 'prices' })
}

/** Members whom the file names beside its agreements, each once for each of its parts. */
function membersBeside({ installs, entries, measures }: PeriodFactsOfFile): [part: string, memberId: string][] {
  const named = {
    installs: installs.flatMap(({ hostId, installerId }) => [hostId, installerId]),
    entries: entries.map(({ memberId }) => memberId),
    measures: measures.contributions.map(({ memberId }) => memberId),
  }
  return Object.entries(named).flatMap(([part, ids]) =>
    [...new Set(ids)].flatMap((id): [string, string][] => (id === null ? [] : [[part, id]])),
  )
}
