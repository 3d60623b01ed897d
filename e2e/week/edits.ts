/** What people do on a laptop on any day, each with what of it must be there from then on. */
import type { Page } from '@playwright/test'
import { FieldPage } from '../pages/FieldPage'
import { readRecords } from '../pages/readRecords'
import { SplitPage } from '../pages/SplitPage'
import type { Laptop } from './Laptop'
import { agreementsFile, fleetFile, type PlacedHotspot, rewardsFile } from './weekFiles'

export interface Edit {
  name: string
  /** Begins anew where it was cut off. */
  run(laptop: Laptop): Promise<unknown>
  /** About how long it takes, for who wants to cut it off. */
  aboutMs: number
  /** Parts of records that it leaves behind. */
  leaves: readonly string[]
}

/** Numbers below 1. */
export type Chance = () => number

/** Everybody moves some of the same hotspots. */
const SHARED_HOTSPOTS = 40

export function newHotspots(name: string, count: number): Edit {
  const hotspots = Array.from({ length: count }, (_, at) => ({ key: `${name}-${at}`, ...placeAt(at) }))
  return {
    ...{ name: `${count} new hotspots`, aboutMs: 4_000, leaves: [`${name}-0`, `${name}-${count - 1}`] },
    run: async (laptop) => laptop.app.importFile(await fleetFile(laptop.folder, `fleet ${name}`, hotspots)),
  }
}

export function movedHotspots(name: string, chance: Chance): Edit {
  const from = Math.floor((chance() * SHARED_HOTSPOTS) / 2)
  const hotspots = Array.from({ length: SHARED_HOTSPOTS / 2 }, (_, at): PlacedHotspot => {
    return { key: `everybodys-${from + at}`, lat: round(chance() * 160 - 80), lng: round(chance() * 340 - 170) }
  })
  return {
    ...{ name: 'hotspots that others move too', aboutMs: 3_000, leaves: [`everybodys-${from}`] },
    run: async (laptop) => laptop.app.importFile(await fleetFile(laptop.folder, `moved ${name}`, hotspots)),
  }
}

/** @param hotspot the one that it is about, on which another laptop may agree otherwise; `*` for all that have none */
export function newAgreement(name: string, chance: Chance, hotspot = anyShared(chance)): Edit {
  const percent = 1 + Math.floor(chance() * 99)
  return {
    ...{ name: 'an agreement', aboutMs: 3_000, leaves: [hotspot] },
    run: async (laptop) => laptop.app.importFile(await agreementsFile(laptop.folder, `agreement ${name}`, hotspot, percent)),
  }
}

/** Rewards of one period, and who gets what of them. @param month as 2026-10 */
export function splitPeriod(name: string, month: string, chance: Chance): Edit {
  const amounts = Object.fromEntries(STATIONS.map((station) => [station, round(1 + chance() * 1_000)]))
  return {
    ...{ name: `the split of ${name}`, aboutMs: 8_000, leaves: [name] },
    async run({ app, folder }) {
      const { periods = [] } = await readRecords(app.page, 'commonmast', ['periods'])
      const isThere = (periods as { name: string }[]).some((period) => period.name === name)
      if (!isThere) await app.importFile(await rewardsFile(folder, name, amounts), () => fillDays(app.page, month))
      const { distributions = [], periods: now = [] } = await readRecords(app.page, 'commonmast', ['distributions', 'periods'])
      const period = (now as { id: string; name: string }[]).find((one) => one.name === name)
      const isSplit = (distributions as { periodId: string }[]).some(({ periodId }) => periodId === period?.id)
      if (!isSplit) await new SplitPage(app).split(name)
    },
  }
}

async function fillDays(page: Page, month: string): Promise<void> {
  await page.getByLabel('First day').fill(`${month}-01`)
  await page.getByLabel('Last day').fill(`${month}-28`)
}

export function provisionedHotspot(): Edit {
  return {
    ...{ name: 'a hotspot put into service', aboutMs: 12_000, leaves: [] },
    async run(laptop) {
      // From the beginning, whatever stands there of one that was cut off.
      await laptop.app.page.reload()
      await laptop.app.isReady()
      const field = new FieldPage(laptop.app)
      await field.openTrainingHotspot()
      await field.connect()
      await field.sign()
    },
  }
}

const STATIONS = ['033b6fb0-9636-11ec-900c-abdec1c57354', '044493e0-8d86-11ec-900c-abdec1c57354']

function anyShared(chance: Chance): string {
  return `everybodys-${Math.floor(chance() * SHARED_HOTSPOTS)}`
}

function placeAt(at: number): Pick<PlacedHotspot, 'lat' | 'lng'> {
  return { lat: (at % 170) - 84.5, lng: (at % 350) - 174.75 }
}

function round(value: number): number {
  return Math.round(value * 100_000) / 100_000
}
