/** What is wrong with the members of a file: ids that are given twice or read alike, addresses without their checksum. */
import { type FileProblem, toFileProblem } from '../files/fileProblem'
import { checkAddress } from '../model/evmAddress'
import { Problem } from '../model/problem'
import type { ReadMember } from './agreementsReading'

/** @param lines of the members, by their place; null where the file has none */
export function memberProblems(members: readonly ReadMember[], lines: readonly (number | null)[]): FileProblem[] {
  const problems: FileProblem[] = []
  const ids = new Set<string>()
  const spellings = new Map<string, string>()
  members.forEach(({ id, name, address }, at) => {
    try {
      if (ids.has(id))
        throw new Problem('member.duplicate', `Two members have the id "${id}": give one another id.`, { field: 'id' })
      checkSpelling(id, spellings)
      if (address !== undefined && address !== null) checkAddress(address, `member "${name ?? id}"`, { field: 'address' })
    } catch (thrown) {
      problems.push(toFileProblem(thrown, lines[at] ?? null))
    }
    ids.add(id)
  })
  return problems
}

/** Two ids that a person reads as one name would make two members of one person. */
function checkSpelling(id: string, spellings: Map<string, string>): void {
  const spelling = id.normalize('NFKC').toLowerCase()
  const other = spellings.get(spelling)
  if (other !== undefined) {
    throw new Problem(
      'member.two-spellings',
      `"${other}" and "${id}" are one name in two spellings: write one of them everywhere, or give one another id.`,
      { field: 'member' },
    )
  }
  spellings.set(spelling, id)
}
