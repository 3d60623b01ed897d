/** What is exported to hledger and Beancount, read by hledger and Beancount themselves. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { sumBaseUnits } from '#core/model/money'
import type { LedgerEntries } from '#core/statements/entriesFile'
import { exportEntries } from '#core/statements/exportEntries'
import type { LedgerEntry } from '#core/statements/ledgerEntry'
import { fixedDecimals } from '#core/statements/roundRows'
import { ADA, bookArbitrary, exampleEntry, exampleLog } from '#core/statements/testing/entriesArbitrary'
import { movementOf } from '#core/statements/walletRows'

const folder = mkdtempSync(join(tmpdir(), 'commonmast-books-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Standard output of a program that has to succeed. */
function run(program: 'hledger' | 'bean-check' | 'bean-query', args: string[]): string {
  const { error, status, stdout, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  })
  const name = program === 'hledger' ? 'hledger' : 'beancount'
  expect(error, `${program} did not start: install it with "apt-get install ${name}"`).toBeUndefined()
  expect(stderr.trim()).toBe('')
  expect(status).toBe(0)
  return stdout
}

function write(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

/** Many drawn books as one of a cooperative, each member with its own name. */
function largeBook(kind: LedgerEntries['book']['kind']): LedgerEntries {
  const books = fc.sample(bookArbitrary('cooperative'), 40)
  const entries = books.flatMap((book, i) =>
    book.entries.map(
      (entry): LedgerEntry => ({
        ...entry,
        id: `${i}-${entry.id}`,
        member: entry.member && { ...entry.member, id: `${i}-${entry.member.id}` },
        chain: entry.chain && { ...entry.chain, name: `chain-${i}` },
      }),
    ),
  )
  if (kind === 'cooperative') return { cooperative: 'Zażółć "Mesh" ; 1', book: { kind }, entries }
  // Of what is no member's, a member pays fees of the chain alone.
  const own = entries
    .filter(({ member, kind: of }) => member !== null || of === 'network-fee')
    .map((entry) => ({ ...entry, member: entry.member && ADA }))
  return { cooperative: '日本: Mesh', book: { kind, member: ADA }, entries: own }
}

/** What the holder's wallet gained of one token. */
function movedOf({ book, entries }: LedgerEntries, symbol: string): string {
  const moved = entries.filter(({ token }) => token.symbol === symbol).map((entry) => movementOf(entry, book) ?? 0n)
  const decimals = entries.find(({ token }) => token.symbol === symbol)?.token.decimals ?? 0
  return fixedDecimals(sumBaseUnits(moved), decimals)
}

describe('books', () => {
  const fiat = { currency: 'EUR', amountText: '50.00', priceText: '3.4731', priceSource: 'close' }
  const worth: LedgerEntries = {
    cooperative: 'Harbour Mesh',
    book: { kind: 'member', member: ADA },
    entries: [
      exampleEntry({ amountBaseUnits: '1439636060', fiat }),
      exampleEntry({ id: 'p', kind: 'payment', amountBaseUnits: '-1439636060', chain: exampleLog(1, 3) }),
    ],
  }

  it('st-07-total-price: hledger finds exactly 50.00 EUR', () => {
    const path = write('worth.journal', exportEntries('hledger', worth).text)
    run('hledger', ['-f', path, 'check'])
    expect(run('hledger', ['-f', path, 'balance', 'Income', '--layout', 'bare', '-O', 'csv', '-N'])).toContain('"EUR","-50.00"')
    expect(run('hledger', ['-f', path, 'balance', 'Wallet', '--layout', 'bare', '-O', 'csv', '-N'])).toContain(
      '"HNT","14.39636060"',
    )
    expect(
      run('hledger', ['-f', path, 'balance', 'Due', '--cost', '--layout', 'bare', '-O', 'csv', 'date:2026', '-N']),
    ).toContain('50.00')
  })

  it('st-07-total-price: Beancount finds exactly 50.00 EUR', () => {
    const path = write('worth.beancount', exportEntries('beancount', worth).text)
    run('bean-check', [path])
    const query = "SELECT account, sum(position) WHERE account ~ 'Income|Wallet' GROUP BY account ORDER BY account"
    const [, ...rows] = run('bean-query', ['-f', 'csv', path, query]).trim().split(/\r?\n/)
    expect(rows.map((row) => row.replaceAll(' ', ''))).toEqual([
      'Assets:Wallet,14.39636060HNT',
      'Income:Harbour-Mesh:Rewards,-50.00EUR',
    ])
  })

  it.each(['member', 'cooperative'] as const)(
    'a %s book with any names and notes is read by hledger, and its sums are ours',
    (kind) => {
      const book = largeBook(kind)
      const path = write(`${kind}.journal`, exportEntries('hledger', book).text)
      run('hledger', ['-f', path, 'check'])
      const wallet = kind === 'member' ? 'Assets:Wallet' : 'Assets:Treasury'
      const found = run('hledger', ['-f', path, 'balance', `^${wallet}$`, '--layout', 'bare', '-O', 'csv', '-N'])
      for (const symbol of ['HNT', 'WXM', 'wxm']) expect(found).toContain(`"${symbol}","${movedOf(book, symbol)}"`)
    },
  )

  it.each(['member', 'cooperative'] as const)('a %s book with any names and notes is read by Beancount', (kind) => {
    run('bean-check', [write(`${kind}.beancount`, exportEntries('beancount', largeBook(kind)).text)])
  })
})
