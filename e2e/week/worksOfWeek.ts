/** What people of a cooperative do in a day, each on a laptop that sees no other. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PayPage } from '../pages/PayPage'
import { SplitPage } from '../pages/SplitPage'
import type { TypedSafe } from '../pages/TreasuryPage'
import type { Laptop } from './Laptop'

const [ADA, BO] = ['0x2FDD074a9A146C205934F030E9f5A6cB471F88A7', '0x77135961f98DAE3c7a200bE3cd3F3BC15E087d3C'] as const
const SYMBOL = 'WXM'
/** Both owners sign on simulated Ledgers, each at a path of its own. */
const TWO_OF_TWO: Pick<TypedSafe, 'owners' | 'threshold'> = {
  owners: [
    { address: '0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D', name: 'Ada', path: "44'/60'/0'/0/0" },
    { address: '0xd692Cb1346262F584D17B4B470954501f6715a82', name: 'Bo', path: "44'/60'/0'/0/1" },
  ],
  threshold: '2',
}

/** @param folder for the file */
export async function importFleet({ app, name }: Laptop, folder: string, masts: number): Promise<void> {
  const rows = Array.from(
    { length: masts },
    (_row, at) => `${name}-mast-${at},Mast ${at} of ${name},${54 + at / 100},${18 + at / 100}`,
  )
  await importText({ app }, join(folder, `fleet-${name}.csv`), ['key,name,latitude,longitude', ...rows])
}

/** Ada gets so much of everything and Bo the rest. */
export async function importAgreements({ app, name }: Laptop, folder: string, ada: number): Promise<void> {
  const rows = [`*,ada,${ada},${ADA}`, `*,bo,${100 - ada},${BO}`]
  await importText({ app }, join(folder, `agreements-${name}-${ada}.csv`), ['hotspot,member,percent,address', ...rows])
}

/** Rewards of January, which become a period of that name. */
export async function importJanuary({ app }: Laptop, folder: string): Promise<void> {
  const rows = [1, 2, 3].map((at) => `mast-${at},${at * 20},${SYMBOL},2026-01-15`)
  await importText({ app }, join(folder, 'january.csv'), ['hotspot,amount,token,date', ...rows])
}

/** Splits January, prepares its payout from a treasury of two owners and signs as the first. */
export async function payJanuary({ app }: Laptop): Promise<void> {
  await new SplitPage(app).split('January')
  const pay = new PayPage(app)
  await app.goTo('Treasury')
  await pay.addTreasury(SYMBOL, { safe: TWO_OF_TWO })
  await pay.prepare('January', SYMBOL)
  await signHere(app, '1 of 2 signatures given.')
}

/** Signs as the second owner what came by the stick. */
export async function signAsSecond({ app }: Laptop): Promise<void> {
  const { page } = app
  await app.goTo('Treasury')
  await page.getByRole('link', { name: 'January' }).first().click()
  await page.getByRole('link', { name: 'Sign on a Ledger' }).click()
  await signHere(app, 'This transaction has all the signatures that it needs.')
}

async function signHere({ page }: Laptop['app'], said: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign on Ledger' }).click()
  await page.getByText(said).waitFor({ timeout: 60_000 })
}

async function importText({ app }: Pick<Laptop, 'app'>, path: string, lines: readonly string[]): Promise<void> {
  await writeFile(path, `${lines.join('\n')}\n`)
  await app.importFile(path)
}
