import { expect, it } from 'vitest'
import { memberSums } from './memberSums'
import { statementsOf } from './splitStatements'
import { readStatementSource } from './statementSource'
import { exampleSplits } from './testing/exampleSplits'

it('[ST28] sums are those of the statements', () => {
  const source = readStatementSource({ cooperative: 'Mesh', zone: 'UTC', splits: exampleSplits() })
  const sums = memberSums(source)
  expect(sums.map(({ member }) => member.id)).toEqual(['ada', 'bo', 'cy', 'di', 'fund'])
  for (const { member, earned, paid, after } of sums) {
    const statements = statementsOf(source, member)
    expect(earned).toBe(statements.reduce((sum, { earnedBaseUnits }) => sum + earnedBaseUnits, 0n))
    expect(paid).toBe(statements.reduce((sum, { paidBaseUnits }) => sum + paidBaseUnits, 0n))
    expect(after).toEqual(statements.at(-1)?.closing)
  }
  expect(sums.find(({ member }) => member.id === 'bo')?.paid).toBeGreaterThan(0n)
})
