/** How much of a work is there after a kill, compared with what must be. */

/** All of it or nothing, and all of it once it was said to be done. @param noted how much another record says there is */
export function countFindings(what: string, count: number, isDone: boolean, all: number, noted = count): string[] {
  const findings: string[] = []
  if (count !== 0 && count !== all) findings.push(`${count} ${what} of ${all} are there`)
  if (count !== noted) findings.push(`${count} ${what} are there, and ${noted} are noted`)
  if (isDone && count === 0) findings.push(`the ${what} that were said to be there are lost`)
  return findings
}
