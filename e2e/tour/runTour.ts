/** The three jobs in the real program, through its own screens, and every figure of them recomputed from the saved files. */
import { readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Page } from '@playwright/test'
import { readFleet } from '#core/formats/readFleet'
import { type Hotspot, hotspotSchema, type Plan, planSchema } from '#core/model/records'
import type { ProvisioningFile } from '#core/provisioning/provisioningFile'
import type { SplitFile } from '#core/rewards/splitFile'
import { ConsolePage, type ScreenName } from '../pages/ConsolePage'
import { FieldPage } from '../pages/FieldPage'
import { PayPage, type SignedPayout } from '../pages/PayPage'
import { PlansPage } from '../pages/PlansPage'
import { SplitPage } from '../pages/SplitPage'
import { densestPlace } from './densestPlace'
import type { Gallery } from './Gallery'
import { readRewardKeys } from './readRewardKeys'
import { tourAgreements } from './tourAgreements'
import type { TourArguments } from './tourArguments'

const DEMO_PERIOD = 'Demo period 2026-10'
const PLAN_NAME = 'Tour plan'

export interface TourResults {
  fleet: { rows: number; imported: number; withoutLocation: number }
  plan: Plan
  provisioning: { path: string; file: ProvisioningFile }
  split: SplitFile
  paid: SignedPayout
  consoleErrors: string[]
}

/** Runs everything on a fresh installation at `url`, with a hotspot at `hotspotPath`. */
export async function runTour(
  page: Page,
  url: string,
  hotspotPath: string,
  args: TourArguments,
  gallery: Gallery,
): Promise<TourResults> {
  const app = new ConsolePage(page)
  await app.open(url)
  await gallery.take(page, 'start')
  // Whatever is not given comes from the demo.
  if (!args.fleet || !args.rewards) await loadDemo(page)
  const fleet = args.fleet ? await importFleet(app, args.fleet, gallery) : null
  if (args.rewards) await importRewards(app, args.rewards, args)
  const hotspots = await storedHotspots(page)

  await app.goTo('Fleet')
  await gallery.take(page, 'fleet')
  await app.goTo('Map')
  await page.waitForTimeout(2_500)
  await gallery.take(page, 'map')

  const plans = new PlansPage(app)
  const place = densestPlace(hotspots.flatMap((hotspot) => hotspot.h3 ?? []))
  await plans.planCircle({ name: PLAN_NAME, ...place, radiusKm: 5, reachM: 1_000, sites: 8 })
  await plans.makeFirstWorkOrder()
  await gallery.take(page, 'plans')

  const field = new FieldPage(app)
  await field.identifyAt(hotspotPath, PLAN_NAME)
  await gallery.take(page, 'field')
  await field.connect()
  const provisioned = await field.sign()
  await gallery.take(page, 'field-outcome')

  const period = args.rewards ? await newestPeriodName(page) : DEMO_PERIOD
  const split = await new SplitPage(app).split(period, () => gallery.take(page, 'split'))
  const pay = new PayPage(app)
  await pay.prepare(period, split.token.symbol)
  await gallery.take(page, 'pay-review')
  const paid = await pay.sign()
  await gallery.take(page, 'pay')

  for (const screen of ['Today', 'Coop', 'Settings'] satisfies ScreenName[]) {
    await app.goTo(screen)
    await page.waitForTimeout(500)
    await gallery.take(page, screen.toLowerCase())
  }
  const imported = (await storedHotspots(page)).filter((hotspot) => !args.fleet || !hotspot.id.startsWith('demo-'))
  return {
    fleet: {
      rows: fleet?.rows ?? imported.length,
      imported: imported.length,
      withoutLocation: imported.filter((hotspot) => hotspot.h3 === null).length,
    },
    plan: await storedPlan(page),
    provisioning: { path: hotspotPath, file: provisioned },
    split,
    paid,
    consoleErrors: app.errors,
  }
}

async function loadDemo(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Try the demo cooperative' }).click()
  await page.getByText('Demo cooperative: synthetic data').waitFor({ timeout: 30_000 })
}

async function importFleet(app: ConsolePage, path: string, gallery: Gallery): Promise<{ rows: number }> {
  await app.importFile(path, () => gallery.take(app.page, 'import'))
  const { rows } = await readFleet({ fileName: basename(path), bytes: await readFile(path) })
  return { rows }
}

async function importRewards(app: ConsolePage, path: string, args: TourArguments): Promise<void> {
  let agreements = args.agreements
  if (!agreements) {
    agreements = join(args.outDir, 'agreements-synthetic.json')
    await writeFile(agreements, JSON.stringify(tourAgreements(await readRewardKeys(path)), null, 2))
  }
  await app.importFile(agreements)
  await app.importFile(path)
}

/** All records of one store, read in the page. */
function readStore(page: Page, store: string): Promise<unknown[]> {
  return page.evaluate(async (name) => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const database = await settled(indexedDB.open('commonmast'))
    const records: unknown[] = await settled(database.transaction(name).objectStore(name).getAll())
    database.close()
    return records
  }, store)
}

async function storedHotspots(page: Page): Promise<Hotspot[]> {
  return (await readStore(page, 'hotspots')).map((record) => hotspotSchema.parse(record))
}

async function storedPlan(page: Page): Promise<Plan> {
  const plans = (await readStore(page, 'plans')).map((record) => planSchema.parse(record))
  const plan = plans.find((each) => each.name === PLAN_NAME)
  if (!plan) throw new Error('The plan was not saved')
  return plan
}

async function newestPeriodName(page: Page): Promise<string> {
  const periods = (await readStore(page, 'periods')) as { name: string; createdAt: string }[]
  const newest = periods.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))[0]
  if (!newest) throw new Error('The rewards were not imported')
  return newest.name
}
