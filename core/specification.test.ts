import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

/** The part of the specification by its title, and where its tests are. */
const PARTS = [
  [
    'Rules of sharing and paying',
    [
      'core/agreements',
      'core/rewards',
      'core/rewards/explain',
      'core/payout',
      'core/model',
      'core/networks',
      'renderer/data/money',
      'renderer/data/installs',
      'renderer/data/imports',
      'renderer/data/provisioning',
      'renderer/data/agreements',
      'renderer/features/split',
      'renderer/features/split/agreements',
    ],
    60,
  ],
  [
    'Rules of the treasury',
    [
      'core/treasury',
      'core/treasury/accounts',
      'core/treasury/addresses',
      'core/treasury/state',
      'core/treasury/review',
      'core/treasury/signing',
      'core/treasury/chain',
      'core/treasury/payout',
      'main/chain',
      'main/commands/faults',
      'main/services/treasury',
      'main/services/treasury/chain',
    ],
    100,
  ],
  ['Rules of payments on Solana', ['core/solana', 'main/solana', 'main/ledger/solana'], 20],
  ['Rules of payments in money', ['core/bank', 'renderer/data/bank'], 20],
  ['Rules of files by QR code', ['core/files/qr', 'main/browser', 'main/services/camera'], 7],
  ['Rules of price swings', ['core/volatility'], 17],
  ['Rules of statements', ['core/statements', 'core/statements/sealed', 'renderer/data/sheets'], 20],
  ['Rules of putting into service', ['core/provisioning'], 6],
  ['Rules of records', ['core/records', 'renderer/data/records', 'renderer/data/conflicts'], 20],
  ['Rules of backups', ['core/records/backup', 'renderer/data/backups'], 14],
  [
    'Rules of syncing',
    [
      'core/sync',
      'core/sync/access',
      'core/sync/joining',
      'core/sync/travel',
      'core/sync/keys',
      'core/sync/snapshot',
      'renderer/data/sync',
      'main/services/sync',
    ],
    40,
  ],
  [
    'Rules of evidence',
    ['core/files/attachments', 'core/sync/evidence', 'main/storage/evidence', 'renderer/data/evidence', 'e2e/sync/evidence'],
    8,
  ],
  ['Rules of the journal', ['core/journal', 'main/storage', 'main/services'], 9],
  ['Rules of places of exchange', ['main/sync', 'main/sync/folder', 'main/sync/file', 'main/sync/nats'], 14],
  ['Rules of identity', ['core/networks/deviceKey'], 10],
] as const

function rulesIn(text: string, pattern: RegExp): Set<string> {
  return new Set([...text.matchAll(pattern)].flatMap(([whole]) => whole.match(/[A-Z]{2}\d+/g) ?? []))
}

it.each(PARTS)('%s: each has a test, and each test that names a rule has the rule', (title, folders, atLeast) => {
  const tests = folders
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.test.ts'))
        .map((name) => readFileSync(join(folder, name), 'utf8')),
    )
    .join('\n')
  // The name of a test or of some together, of one with a table of cases before it, or of a case in such a table.
  const tested = rulesIn(tests, /(?:\b(?:it|test|describe)\(\s*|\]\)\(\s*|^ *\[)['"`](?:\[[A-Z]{2}\d+\] ?)+/gm)
  const part = readFileSync('SPEC.md', 'utf8')
    .split(/^# /m)
    .find((text) => text.startsWith(title))
  const specified = rulesIn(part ?? '', /\*\*\[[A-Z]{2}\d+\]\*\*/g)
  expect(specified.size).toBeGreaterThan(atLeast)
  expect([...tested].sort()).toEqual([...specified].sort())
})
