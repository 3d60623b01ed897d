/**
 * Agreements from a file, in three forms: `commonmast-agreements-v1` (JSON), a CSV with hotspot, member, percent and
 * address, and the host payment sheet. Whatever is wrong is named by line and field; nothing is guessed or repaired.
 */
import { type FileProblem, toFileProblem } from '../files/fileProblem'
import { columnKey, parseTable } from '../files/parseTable'
import { checkAddress } from '../model/evmAddress'
import { Problem } from '../model/problem'
import { readAgreementsCsv } from './agreementsCsv'
import { readAgreementsJson } from './agreementsJson'
import type { AgreementsReading, LocatedAgreements } from './agreementsReading'
import { createAgreementChooser } from './chooseAgreement'
import { readPaymentSheet } from './paymentSheetCsv'
import { agreementWeights } from '../agreements/percent'

/**
 * Reads agreements of any of the three forms; the content decides which.
 * @returns everything that could be read, and the problems; use it for money only when there are none.
 * @throws Problem `agreements.unknown-form`, or `json.broken` with its line.
 */
export function readAgreements(fileName: string, text: string): AgreementsReading {
  const located = readLocated(fileName, text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n'))
  const { members, groups, agreements } = located
  return { members, groups, agreements, problems: [...located.problems, ...findContradictions(located)] }
}

function readLocated(fileName: string, text: string): LocatedAgreements {
  if (/^\s*[{[]/.test(text) || /\.json$/i.test(fileName)) return readAgreementsJson(text)
  const table = parseTable(text)
  const columns = new Set(table.headers.map(columnKey))
  if (columns.has('hotspot_address') || columns.has('payment_address')) return readPaymentSheet(table)
  if (columns.has('hotspot') || columns.has('percent')) return readAgreementsCsv(table)
  throw new Problem(
    'agreements.unknown-form',
    'This file holds no agreements: give the columns hotspot, member, percent, address, or a commonmast-agreements-v1 file.',
  )
}

/** What each form must keep to: percentages, known members, checksummed addresses, one agreement for each hotspot. */
function findContradictions({ members, agreements, agreementLines, memberLines }: LocatedAgreements): FileProblem[] {
  const problems: FileProblem[] = []
  function check(line: number | null | undefined, run: () => void): void {
    try {
      run()
    } catch (thrown) {
      problems.push(toFileProblem(thrown, line ?? null))
    }
  }
  const ids = new Set<string>()
  members.forEach(({ id, name, address }, at) => {
    check(memberLines[at], () => {
      if (ids.has(id))
        throw new Problem('member.duplicate', `Two members have the id "${id}": give one another id.`, { field: 'id' })
      if (address !== undefined && address !== null) checkAddress(address, `member "${name ?? id}"`, { field: 'address' })
    })
    ids.add(id)
  })
  agreements.forEach((agreement, at) => {
    check(agreementLines[at], () => agreementWeights(agreement))
    for (const { memberId } of agreement.shares) {
      if (ids.has(memberId)) continue
      const message = `Agreement "${agreement.name}" names "${memberId}", who is not a member: add the member or correct the agreement.`
      problems.push({ line: agreementLines[at] ?? null, field: 'memberId', message })
    }
  })
  check(null, () => createAgreementChooser(agreements))
  return problems
}
