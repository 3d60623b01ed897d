/** Payouts of version 4 on the command line, over the files of published cases. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EXAMPLE_SNAPSHOT } from '#core/treasury/chain/exampleSnapshot'
import { sealSnapshot } from '#core/treasury/chain/snapshot'
import { type PayoutFileV4, payoutFileV4Schema } from '#core/treasury/model/payoutFileV4'
import { confirmationOf } from '#core/treasury/payout/exampleConfirmation'
import {
  ACCOUNT_TREASURY,
  DISTRIBUTOR,
  OTHER_DISTRIBUTOR,
  SAFE_TREASURY,
  TOKEN_FACTS,
} from '#core/treasury/payout/examplePayoutV4'
import { fixturePath } from '../../fixtures/readFixture'
import { runCommand } from './testing/runCommand'

const CASES = fixturePath('cases/money')
const ADA = '0x2FDD074a9A146C205934F030E9f5A6cB471F88A7'
const MONTHS = {
  jan: ['--from', '2026-01-01', '--to', '2026-01-31'],
  feb: ['--from', '2026-02-01', '--to', '2026-02-28'],
}
const HNT = { ...TOKEN_FACTS, symbol: 'HNT', decimals: 8 }

let folder: string
const at = (name: string) => join(folder, name)

async function run(...argv: string[]) {
  const { exitCode, stdout, stderr } = await runCommand(argv)
  return { exitCode, stderr, json: exitCode === 0 ? JSON.parse(stdout) : {} }
}

async function split(rewards: string, out: string, dates: string[], ...more: string[]) {
  const files = ['--rewards', rewards, '--agreements', join(CASES, 'agr-5050.csv'), '--out', at(out)]
  expect(await run('split', ...files, '--symbol', 'HNT', '--decimals', '8', ...dates, ...more)).toMatchObject({ exitCode: 0 })
}

const bySafe = ['--method', 'safe', '--treasury', 'safe.json', '--nonce', '7']
const fees = ['--nonce', '7', '--gas-limit', '90000', '--max-fee', '20000000000', '--priority-fee', '1000000000']
const byRoot = (distributor = DISTRIBUTOR) => [
  ...['--method', 'merkle', '--treasury', 'account.json', '--distributor', distributor, '--root-gas-limit', '160000'],
  ...fees,
]
function payout(from: string, out: string, ...options: string[]) {
  const inFolder = options.map((option) => (option.endsWith('.json') ? at(option) : option))
  return run('payout', '--split', at(from), '--token', at('token.json'), '--out', at(out), ...inFolder)
}
const kept = async (name: string): Promise<PayoutFileV4> => payoutFileV4Schema.parse(JSON.parse(await readFile(at(name), 'utf8')))
const refusal = (code: string) => ({ exitCode: 1, stderr: expect.stringContaining(code) })
const good = { exitCode: 0, stderr: '' }

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-payout-'))
  const files = { 'safe.json': SAFE_TREASURY, 'account.json': ACCOUNT_TREASURY, 'token.json': HNT }
  for (const [name, facts] of Object.entries(files)) await writeFile(at(name), JSON.stringify(facts))
  await split(join(CASES, 'jan.csv'), 'jan.split.json', MONTHS.jan)
  await split(join(CASES, 'feb.csv'), 'feb.split.json', MONTHS.feb)
})
afterEach(() => rm(folder, { recursive: true }))

describe('payout from a treasury', () => {
  it('pays by a Safe, verifies, and is the same every time', async () => {
    const made = await payout('jan.split.json', 'jan.json', ...bySafe, '--first')
    expect(made).toMatchObject({ ...good, json: { payees: 2, conservation: { difference: '0', toPayees: '16000000000' } } })
    await payout('jan.split.json', 'again.json', ...bySafe, '--first')
    expect(await kept('again.json')).toEqual(await kept('jan.json'))
    expect(await run('verify', at('jan.json'))).toMatchObject({ ...good, json: { holds: true, format: 'commonmast-payout-v4' } })
    const changed = JSON.parse(await readFile(at('jan.json'), 'utf8'))
    changed.payees[0].amountBaseUnits = '8000000001'
    await writeFile(at('changed.json'), JSON.stringify(changed))
    expect(await run('verify', at('changed.json'))).toMatchObject(refusal('payees[0]'))
  })

  it('pays no period twice, from no file that says the same (pay-01, pay-02)', async () => {
    await payout('jan.split.json', 'jan.json', ...bySafe, '--first')
    expect(await payout('feb.split.json', 'feb.json', ...bySafe, '--previous', 'jan.json')).toMatchObject(good)
    expect(await payout('jan.split.json', 'no.json', ...bySafe, '--previous', 'feb.json')).toMatchObject(
      refusal('payout.paid-already'),
    )
    for (const name of ['jan-crlf.csv', 'jan-resaved.csv']) {
      await split(join(CASES, name), 'resaved.json', MONTHS.jan)
      const refused = await payout('resaved.json', 'no.json', ...bySafe, '--previous', 'jan.json')
      expect(refused).toMatchObject(refusal('payout.paid-already'))
    }
  })

  it('refuses without --previous or --first, in every way of paying (pay-07)', async () => {
    expect(await payout('feb.split.json', 'no.json', ...bySafe)).toMatchObject(refusal('payout.first-unsaid'))
    const tree = ['payout', '--split', at('feb.split.json'), '--method', 'merkle', '--out', at('no.json')]
    expect(await run(...tree)).toMatchObject(refusal('payout.first-unsaid'))
    await payout('jan.split.json', 'jan.json', ...bySafe, '--first')
    const both = await payout('feb.split.json', 'no.json', ...bySafe, '--previous', 'jan.json', '--first')
    expect(both).toMatchObject(refusal('payout.not-first'))
    expect(await readdir(folder)).not.toContain('no.json')
  })

  it('continues running totals at their own distributor alone (pay-08)', async () => {
    await payout('jan.split.json', 'jan.json', ...byRoot(), '--first')
    const previous = ['--previous', 'jan.json']
    expect(await payout('feb.split.json', 'feb.json', ...byRoot(), ...previous)).toMatchObject(good)
    const leaf = (file: PayoutFileV4) => file.merkle?.leaves.find(({ address }) => address === ADA)?.cumulativeBaseUnits
    expect(leaf(await kept('feb.json'))).toBe('11000000000')
    const elsewhere = await payout('feb.split.json', 'no.json', ...byRoot(OTHER_DISTRIBUTOR), ...previous)
    expect(elsewhere).toMatchObject(refusal('payout.distributor-unknown'))
    const first = await payout('feb.split.json', 'b.json', ...byRoot(OTHER_DISTRIBUTOR), ...previous, '--first-root')
    expect(first).toMatchObject(good)
    expect(leaf(await kept('b.json'))).toBe('3000000000')
  })

  it('takes a payout of version 3 as the one before, and that one keeps its contract too (pay-08)', async () => {
    const v3 = (from: string, out: string, contract: string, ...more: string[]) =>
      run(
        'payout',
        '--split',
        at(from),
        '--method',
        'merkle',
        '--out',
        at(out),
        '--chain-id',
        '31337',
        '--contract',
        contract,
        ...fees,
        ...more,
      )
    expect(await v3('jan.split.json', 'jan.json', DISTRIBUTOR, '--first')).toMatchObject(good)
    expect(await v3('feb.split.json', 'no.json', OTHER_DISTRIBUTOR, '--previous', at('jan.json'))).toMatchObject(
      refusal('payout.other-contract'),
    )
    const begun = await v3('feb.split.json', 'b.json', OTHER_DISTRIBUTOR, '--previous', at('jan.json'), '--first-root')
    expect(begun).toMatchObject({ ...good, json: { totals: { previousBaseUnits: '0', cumulativeBaseUnits: '6000000000' } } })
    expect(await payout('feb.split.json', 'feb.json', ...byRoot(), '--previous', 'jan.json')).toMatchObject(good)
    expect((await kept('feb.json')).totals.payeesBaseUnits).toBe('6000000000')
    expect(await v3('feb.split.json', 'no.json', DISTRIBUTOR, '--previous', at('feb.json'))).toMatchObject(
      refusal('payout.previous-version'),
    )
  })

  it('pays of a corrected file only what it adds (pay-23)', async () => {
    await writeFile(at('part.csv'), 'hotspot,amount\nmast-1,100\n')
    await split(at('part.csv'), 'part.split.json', MONTHS.jan)
    await payout('part.split.json', 'part.json', ...bySafe, '--first')
    const whole = await payout('jan.split.json', 'no.json', ...bySafe, '--previous', 'part.json')
    expect(whole).toMatchObject(refusal('payout.overlaps'))
    await split(join(CASES, 'jan.csv'), 'rest.split.json', MONTHS.jan, '--corrects', at('part.split.json'))
    expect(await payout('rest.split.json', 'rest.json', ...bySafe, '--previous', 'part.json')).toMatchObject(good)
    expect((await kept('rest.json')).totals.payeesBaseUnits).toBe('6000000000')
  })

  it('pays the rest of a part-paid one', async () => {
    await payout('jan.split.json', 'jan.json', ...bySafe, '--first')
    await writeFile(at('unpaid.json'), JSON.stringify({ unpaid: [{ address: ADA, missingBaseUnits: '5' }] }))
    const replaces = ['--replaces', 'jan.json', '--reason', 'Ada lacks 5', '--unpaid', 'unpaid.json']
    expect(await payout('jan.split.json', 'rest.json', ...bySafe, ...replaces)).toMatchObject({
      ...good,
      json: { conservation: { toPayees: '5', paidBefore: '15999999995', difference: '0' } },
    })
    expect(await run('verify', at('rest.json'))).toMatchObject(good)
  })

  it('pays a small first payment at a new address, and the rest in the place of that payout', async () => {
    await payout('jan.split.json', 'whole.json', ...bySafe, '--first')
    const ada = (await kept('whole.json')).payees.find(({ address }) => address === ADA)
    const [memberId = ''] = ada?.memberIds ?? []
    const small = await payout('jan.split.json', 'jan.json', ...bySafe, '--first', '--first-payment', memberId)
    const first = 10_000_000n
    const rest = (BigInt(ada?.amountBaseUnits ?? '0') - first).toString()
    expect(small).toMatchObject({
      ...good,
      json: { firstPayments: [{ address: ADA, restBaseUnits: rest }], conservation: { restOfFirst: rest, difference: '0' } },
    })
    expect(await run('verify', at('jan.json'))).toMatchObject(good)
    await writeFile(at('unpaid.json'), JSON.stringify({ unpaid: [{ address: ADA, missingBaseUnits: rest }] }))
    const replaces = ['--replaces', 'jan.json', '--reason', 'It has come', '--unpaid', 'unpaid.json']
    const whole = await payout('jan.split.json', 'rest.json', ...bySafe, ...replaces)
    expect(whole).toMatchObject({ ...good, json: { conservation: { toPayees: rest, restOfFirst: '0', difference: '0' } } })
    const known = ['--previous', 'jan.json', '--previous', 'rest.json', '--first-payment', memberId]
    expect(await payout('feb.split.json', 'no.json', ...bySafe, ...known)).toMatchObject(refusal('payout.first-payment-known'))
    const nobody = await payout('jan.split.json', 'no.json', ...bySafe, '--first', '--first-payment', 'nobody')
    expect(nobody).toMatchObject(refusal('payout.first-payment-member'))
  })

  it('pays no contract of a snapshot unless somebody has said that it takes the token', async () => {
    const snapshotOf = (isContract: boolean, chainId = 31337) =>
      JSON.stringify(sealSnapshot({ ...EXAMPLE_SNAPSHOT, chainId, payees: [{ address: ADA, isContract }] }))
    const bySnapshot = (...more: string[]) =>
      payout('jan.split.json', 'made.json', ...bySafe, '--first', '--snapshot', 'snap.json', ...more)
    await writeFile(at('snap.json'), snapshotOf(true))
    expect(await bySnapshot()).toMatchObject(refusal('payout.payee-is-contract'))
    expect(await readdir(folder)).not.toContain('made.json')
    const unknown = { exitCode: 0, stderr: expect.stringContaining('does not say of 1 of 2 payees') }
    expect(await bySnapshot('--accept-contract', ADA)).toMatchObject(unknown)
    await writeFile(at('snap.json'), snapshotOf(false))
    expect(await bySnapshot()).toMatchObject(unknown)
    await writeFile(at('snap.json'), snapshotOf(false, 8453))
    expect(await bySnapshot()).toMatchObject(refusal('snapshot.other-chain'))
    expect(await payout('jan.split.json', 'no.json', ...bySafe, '--first', '--accept-contract', ADA)).toMatchObject({
      exitCode: 2,
    })
  })

  it('pays single transfers with one gas price, and says what of the options does not fit', async () => {
    const transfers = ['--method', 'transfers', '--treasury', 'account.json', '--nonce', '3', '--gas-limit', '60000', '--first']
    const made = await payout('jan.split.json', 'jan.json', ...transfers, '--gas-price', '5')
    expect(made).toMatchObject({ ...good, json: { transactions: [{ type: 'legacy', nonce: 3 }, { nonce: 4 }] } })
    const usage = (...options: string[]) => payout('jan.split.json', 'no.json', ...options)
    for (const wrong of [
      [...transfers, '--gas-price', '5', '--max-fee', '5'],
      [...byRoot(), '--first', '--distributor-kind', 'other'],
      [...bySafe, '--first', '--reason', 'because'],
      ['--method', 'airdrop', '--treasury', 'safe.json', '--first'],
    ]) {
      expect(await usage(...wrong)).toMatchObject({ exitCode: 2 })
    }
    expect(await usage('--method', 'safe', '--treasury', 'token.json', '--nonce', '1', '--first')).toMatchObject(
      refusal('payout.bad-facts'),
    )
    expect(await usage('--method', 'solana', '--treasury', 'safe.json', '--nonce', '1', '--first')).toMatchObject({ exitCode: 2 })
    expect(await usage('--method', 'solana', '--treasury', 'safe.json', '--first')).toMatchObject({ exitCode: 2 })
    expect(await usage('--method', 'solana', '--treasury', 'safe.json', '--first', '--snapshot', 'token.json')).toMatchObject(
      refusal('solana.snapshot'),
    )
  })
})

describe('confirmations and proof', () => {
  it('say who has signed, and leave out by name what does not count (pay-19)', async () => {
    await payout('jan.split.json', 'jan.json', ...bySafe, '--first')
    const file = await kept('jan.json')
    const paths = [0, 2, 3].map((signer) => at(`confirmation-${signer}.json`))
    for (const [place, signer] of [0, 2, 3].entries()) {
      await writeFile(paths[place] ?? '', JSON.stringify(await confirmationOf(file, signer)))
    }
    const two = await run('confirmations', '--payout', at('jan.json'), ...paths.slice(0, 2))
    expect(two).toMatchObject({ ...good, json: { isComplete: true, transactions: [{ at: 0, missing: 0 }], leftOut: [] } })
    const { exitCode, stderr } = await run('confirmations', '--payout', at('jan.json'), ...paths)
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/confirmation-3\.json: .* is no owner of the Safe/)])
    expect(await run('verify', paths[0] ?? '')).toMatchObject({
      ...good,
      json: { format: 'commonmast-confirmation-v1', holds: true },
    })
    expect(await run('confirmations', '--payout', at('jan.json'))).toMatchObject({ exitCode: 2 })
    expect(await run('confirmations', '--payout', at('jan.split.json'), ...paths)).toMatchObject(refusal('payout.not-version-4'))
  })

  it('give a member what they claim, which verifies from the file alone', async () => {
    await payout('jan.split.json', 'jan.json', ...byRoot(), '--first')
    const one = await run('proof', '--payout', at('jan.json'), '--member', 'ada', '--out', at('ada.json'))
    expect(one).toMatchObject({ ...good, json: { members: [{ id: 'ada', account: ADA, cumulativeBaseUnits: '8000000000' }] } })
    expect(await run('verify', at('ada.json'))).toMatchObject({ ...good, json: { format: 'commonmast-proof-v1', holds: true } })
    expect(await run('proof', '--payout', at('jan.json'), '--all', '--out', folder)).toMatchObject({
      ...good,
      json: { files: 2 },
    })
    expect(await readdir(folder)).toEqual(expect.arrayContaining(['ada-HNT-proof.json', 'bo-HNT-proof.json']))
    expect(await run('inspect', at('ada.json'))).toMatchObject({ exitCode: 0 })
    expect(await run('proof', '--payout', at('jan.json'), '--out', folder)).toMatchObject({ exitCode: 2 })
  })
})
