import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const FOLDERS = ['core/rewards', 'core/payout']

function rulesIn(text: string, pattern: RegExp): Set<string> {
  return new Set([...text.matchAll(pattern)].flatMap(([whole]) => whole.match(/[A-Z]{2}\d+/g) ?? []))
}

it('has a test for every rule of sharing and paying, and a rule for every test that names one', () => {
  const tests = FOLDERS.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  ).join('\n')
  const tested = rulesIn(tests, /\bit\(\s*['"`](\[[A-Z]{2}\d+\] ?)+/g)
  const sharing =
    readFileSync('SPEC.md', 'utf8')
      .split(/^# /m)
      .find((part) => part.startsWith('Rules of sharing and paying')) ?? ''
  const specified = rulesIn(sharing, /\*\*\[[A-Z]{2}\d+\]\*\*/g)
  expect(specified.size).toBeGreaterThan(40)
  expect([...tested].sort()).toEqual([...specified].sort())
})
