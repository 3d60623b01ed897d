import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { EXAMPLE_DEBTOR, EXAMPLE_PAYMENTS, exampleMoneySplit } from '#core/bank/exampleMoney'
import { exampleBankCsv, exampleCamt053 } from '#core/bank/exampleStatements'
import { readFixtureText } from '../../fixtures/readFixture'
import { runCommand } from './testing/runCommand'

let folder: string
const at = (name: string) => join(folder, name)
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-bank-'))
  await writeFile(at('split.json'), JSON.stringify(exampleMoneySplit()))
  const members = EXAMPLE_PAYMENTS.map(({ id, payment }) => ({ id, name: id, paidBy: 'money', payment }))
  const agreements = [{ name: 'All', scope: { kind: 'default' }, shares: [{ memberId: 'ada', percent: '100' }] }]
  await writeFile(at('members.json'), JSON.stringify({ format: 'commonmast-agreements-v2', members, agreements }))
})
afterEach(() => rm(folder, { recursive: true }))

async function run(...args: string[]) {
  const { exitCode, stdout, stderr } = await runCommand(args)
  return { exitCode, stderr, output: stdout === '' ? null : JSON.parse(stdout) }
}
const prepare = (...more: string[]) =>
  run(
    ...['bank', '--split', at('split.json'), '--members', at('members.json'), '--iban', EXAMPLE_DEBTOR.iban],
    ...['--name', EXAMPLE_DEBTOR.name, '--out', at('payout.json'), ...more],
  )

describe('bank', () => {
  it('makes a payout in money that verify works out again, and inspect knows', async () => {
    expect(await prepare('--first')).toMatchObject({
      exitCode: 0,
      output: { format: 'commonmast-money-payout-v1', payees: 2, sequence: 1, waiting: [] },
    })
    expect(await run('verify', at('payout.json'))).toMatchObject({ exitCode: 0, output: { holds: true } })
    expect((await run('inspect', at('payout.json'))).output).toMatchObject({ format: 'commonmast-money-payout-v1', problems: [] })
    const text = await readFile(at('payout.json'), 'utf8')
    await writeFile(at('changed.json'), text.replace(/"amountMinorUnits": "\d/, '"amountMinorUnits": "9'))
    expect(await run('verify', at('changed.json'))).toMatchObject({ exitCode: 1, output: { holds: false } })
  })

  it('says who was paid before, and pays nobody twice', async () => {
    expect((await prepare()).exitCode).toBe(2)
    await prepare('--first')
    const args = ['--previous', at('payout.json'), '--out', at('second.json')]
    const again = await prepare(...args)
    expect(again).toMatchObject({ exitCode: 1 })
    expect(again.stderr).toContain('[bank.nobody]')
    expect(await prepare(...args, '--again', 'ada')).toMatchObject({ exitCode: 0, output: { payees: 1, sequence: 2 } })
  })

  it('writes the file of the version that the bank takes, and names whom it does not pay', async () => {
    await prepare('--first')
    const to = (target: string, ...more: string[]) =>
      run('bank', '--payout', at('payout.json'), '--to', target, '--out', at('out'), ...more)
    for (const version of ['03', '09']) {
      const made = await to(`pain.001.001.${version}`, '--on', '2026-02-03')
      expect(made).toMatchObject({ exitCode: 0, output: { payments: 1, left: ['cy'] } })
      expect(made.stderr).toContain('does not pay Cy')
      const xml = await readFile(at('out'), 'utf8')
      const schema = readFixtureText(`schemas/pain.001.001.${version}.xsd`)
      expect((await validateXML({ xml, schema })).errors).toEqual([])
    }
    expect(await to('csv-wise')).toMatchObject({ exitCode: 0, stderr: '', output: { payments: 2, left: [] } })
    expect((await to('pain.001.001.09')).exitCode).toBe(2)
    expect((await to('pain.008')).exitCode).toBe(2)
  })

  it('says by statements what became of each payment, and asks what a CSV leaves open', async () => {
    await prepare('--first')
    const { rows } = JSON.parse(await readFile(at('payout.json'), 'utf8'))
    const [{ reference, amountMinorUnits }] = rows
    const amount = `${amountMinorUnits.slice(0, -2)}.${amountMinorUnits.slice(-2)}`
    const paid = { direction: 'out' as const, amount, on: '2026-02-03', reference, bankReference: 'B1' }
    await writeFile(at('s.xml'), exampleCamt053('08', [paid]))
    await writeFile(at('s.csv'), exampleBankCsv([paid]))
    const statements = ['--statement', at('s.xml'), '--statement', at('s.csv'), '--statement', at('s.xml')]
    const said = await run('bank', '--payout', at('payout.json'), ...statements)
    expect(said).toMatchObject({
      exitCode: 0,
      stderr: '',
      output: { isComplete: false, counts: { paid: 1, missing: 1 }, unknown: [] },
    })
    expect(said.output.payments[0]).toMatchObject({ memberId: 'ada', state: 'paid', amount, paid: amount, times: 1 })

    await writeFile(at('open.csv'), `Date;Amount;Currency;Text\n2026-02-03;${amount};EUR;${reference}\n`)
    const open = ['bank', '--payout', at('payout.json'), '--statement', at('open.csv')]
    const asked = await run(...open)
    expect(asked.exitCode).toBe(1)
    expect(asked.stderr).toContain('[bank.ask-debits field debits]')
    expect((await run(...open, '--debits', 'positive')).output.counts).toMatchObject({ paid: 1 })
  })
})
