/** A payout on Solana in the window, on litesvm behind a node: missing nonce accounts, a signature, and what cancels it. */

import { address } from '@solana/kit'
import { exampleWallet } from '#core/solana/exampleRun'
import { splitOf } from '#core/treasury/payout/examplePayoutV4'
import { SOLANA_ADDRESSES } from '#core/treasury/payout/exampleSolanaPayout'
import { placeMint, placeTokens } from '#main/solana/testing/exampleCluster'
import { createLiteSvmCluster } from '#main/solana/testing/liteSvmCluster'
import { startSolanaRpcServer } from '#main/solana/testing/solanaRpcServer'
import { leaveConsole, putRaw } from '../pages/rawRecords'
import { expect, test } from './consoleTest'

/** Of the training key, at PATH. */
const TREASURY = address('4grSHRfFiRS37ZyH96Ns9aQppaV6453sUMf8DGUBJh5w')
const PATH = "44'/501'/0'"
const MINT = { mint: exampleWallet('mint'), decimals: 6, program: 'token' as const }
const at = '2026-02-01T00:00:00.000Z'

test('a treasury on Solana creates nonce accounts, signs a payment, and cancels it', async ({ app, running }) => {
  const cluster = createLiteSvmCluster()
  const treasury = TREASURY
  cluster.fund(treasury, 10_000_000_000n)
  placeMint(cluster, MINT)
  await placeTokens(cluster, MINT, treasury, 10n ** 12n)
  const server = await startSolanaRpcServer(cluster)
  const { page } = app
  try {
    await leaveConsole(app, running.url)
    const split = splitOf({ addresses: SOLANA_ADDRESSES })
    const facts = { kind: 'solana', chain: 'solana:local', address: treasury }
    const stamps = { $stamps: '' }
    await putRaw(page, 'chains', {
      id: 'solana:local',
      name: 'Own cluster',
      coin: { symbol: 'SOL', decimals: 9 },
      createdAt: at,
      updatedAt: at,
      ...stamps,
    })
    await putRaw(page, 'treasuries', {
      ...{ id: 't', name: 'Solana', facts, signers: [{ address: treasury, name: 'Ada', derivationPath: PATH }] },
      ...{ distributors: [], checked: null, createdAt: at, updatedAt: at, ...stamps },
    })
    const token = { chain: 'solana:local', address: MINT.mint, symbol: 'WXM', decimals: 6, codeHash: null }
    await putRaw(page, 'tokens', { id: 'k', facts: token, checked: null, createdAt: at, updatedAt: at, ...stamps })
    await putRaw(page, 'distributions', {
      ...{
        id: split.contentSha256,
        periodId: split.period.id,
        status: 'split',
        file: split,
        totalBaseUnits: '1',
        paidBaseUnits: '1',
      },
      ...{ heldBaseUnits: '0', payees: split.totals.payees, createdAt: at, updatedAt: at, ...stamps },
    })
    await app.open(running.url)
    await app.goTo('Treasury')
    await page.getByRole('tab', { name: 'Accounts' }).click()
    await page.getByRole('button', { name: 'Nodes' }).click()
    const nodes = page.getByRole('dialog', { name: 'Nodes of this machine' })
    await nodes.getByLabel('Chain').selectOption('solana:local')
    await nodes.getByLabel('Address of the node').fill(server.url)
    await nodes.getByRole('button', { name: 'Add node' }).click()
    await expect(nodes.getByRole('table', { name: 'Nodes' })).toContainText('127.0.0.1')
    await page.keyboard.press('Escape')
    await page.getByRole('tab', { name: 'Payouts' }).click()
    await page.getByRole('link', { name: 'New payout' }).first().click()
    await page.getByRole('button', { name: 'Take a snapshot' }).click()
    await page.getByRole('button', { name: /^Create \d+ nonce accounts/ }).waitFor()
    await page.getByRole('button', { name: /^Create \d+ nonce accounts/ }).click()
    await page.getByRole('button', { name: 'Create and sign' }).waitFor()
    await page.getByRole('button', { name: 'Create and sign' }).click()
    await page.getByText(/of the treasury can be used/).waitFor({ timeout: 60_000 })
    await page.getByRole('checkbox', { name: /^This is the first payout of all/ }).check()
    await page.getByRole('button', { name: 'Prepare payout' }).click()
    await page.getByText('By the snapshot the treasury holds enough').waitFor({ timeout: 60_000 })
    await page.getByRole('button', { name: 'Keep as a draft' }).click()
    await page.getByRole('heading', { name: /^Next: / }).waitFor({ timeout: 60_000 })
    await page.getByRole('tab', { name: 'Second look' }).click()
    await page.getByText('It holds').waitFor({ timeout: 60_000 })
    await page.getByLabel('Your name').fill('Ada')
    await page.getByRole('checkbox', { name: /^I have looked at/ }).check()
    await page.getByRole('button', { name: 'Propose it for signing' }).click()
    await page.getByRole('link', { name: 'Sign on a Ledger' }).click()
    await page.getByRole('button', { name: 'Read address' }).click()
    await page.getByText('as its Solana app says').waitFor()
    await page.getByRole('button', { name: 'Sign on Ledger' }).click()
    await page.getByText('This transaction has all the signatures that it needs.').waitFor({ timeout: 60_000 })
    await page.getByRole('link', { name: 'Back to the payout' }).click()
    await page.getByRole('button', { name: 'Make it void' }).click()
    await page.getByLabel('Reason').fill('Wrong amounts')
    await page.getByRole('dialog').getByRole('button', { name: 'Make it void' }).click()
    await page.getByRole('link', { name: 'Use up the nonce of transaction 1' }).waitFor()
    await page.getByRole('link', { name: 'Use up the nonce of transaction 1' }).click()
    await page.getByRole('button', { name: 'Sign on Ledger' }).click()
    await page.getByText('This transaction has all the signatures that it needs.').waitFor({ timeout: 60_000 })
    await page.getByRole('link', { name: 'Back to the payout' }).click()
    await page.getByRole('button', { name: 'Send it' }).click()
    await page.getByRole('button', { name: 'Compare with the chain' }).click({ timeout: 60_000 })
    await expect(page.getByText(/^Cancelled in block \d+$/)).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Next: Prepare another in its place' })).toBeVisible()
  } finally {
    await server.close()
  }
})
