/** Rounds with a folder while the program is killed: one that sends an import, and one that receives what another laptop left. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ConsolePage } from '../pages/ConsolePage'
import { readRecords } from '../pages/readRecords'
import { SyncPage } from '../pages/SyncPage'
import { admit, foundBy } from '../week/cooperativeOf'
import { Laptop } from '../week/Laptop'
import { heldFindings, placedBatches, placedFindings, placedFleetFindings } from './batchFindings'
import { fleetFindings, killedFleet } from './killedFleet'
import type { RawRecords } from './recordsFindings'
import type { Work } from './works'

const placeIn = (folder: string) => join(folder, 'stick')
const sync = (app: ConsolePage, folder: string) => new SyncPage(app).syncNow(placeIn(folder))

export const sending: Work = {
  name: 'sending',
  aboutMs: 4_000,
  async prepare(app, folder) {
    await mkdir(placeIn(folder))
    await foundBy({ sync: new SyncPage(app) }, 'Harbour Mesh', placeIn(folder))
    await app.importFile(await killedFleet(folder))
    const isLeft = placedFleetFindings(await placedBatches(placeIn(folder))).length > 0
    if (!isLeft) throw new Error('The import was sent before the round that is killed')
  },
  run: sync,
  // The import was said to be done before the program may be killed.
  findings: (records) => [...fleetFindings(records, true), ...heldFindings(records)],
  goOn,
}

export const receiving: Work = {
  name: 'receiving',
  aboutMs: 4_000,
  async prepare(app, folder, programDir) {
    const place = placeIn(folder)
    await mkdir(place)
    const founder = await Laptop.start(programDir, folder, 'founder')
    try {
      await foundBy(founder, 'Harbour Mesh', place)
      const joining = { name: 'receiver', sync: new SyncPage(app) }
      await admit(founder, joining, ['Operator'], place)
      await joining.sync.syncNow(place)
      await founder.app.importFile(await killedFleet(folder))
      await founder.sync.syncNow(place)
      const isLeft = fleetFindings(await readRecords(app.page, 'commonmast'), true).length > 0
      if (!isLeft) throw new Error('The import was received before the round that is killed')
    } finally {
      await founder.end()
    }
  },
  run: sync,
  findings: (records, isDone) => [...fleetFindings(records, isDone), ...heldFindings(records)],
  goOn,
}

/** What was said to be exchanged is on both sides; another round exchanges the rest of it, and leaves both the same. */
async function goOn(app: ConsolePage, folder: string, before: { records: RawRecords; isDone: boolean }): Promise<string[]> {
  const findings = before.isDone ? await exchangedFindings(before.records, folder) : []
  await sync(app, folder)
  const records = await readRecords(app.page, 'commonmast')
  const after = [...fleetFindings(records, true), ...heldFindings(records), ...(await exchangedFindings(records, folder))]
  return [...findings, ...after.map((finding) => `after another round: ${finding}`)]
}

async function exchangedFindings(records: RawRecords, folder: string): Promise<string[]> {
  const placed = await placedBatches(placeIn(folder))
  return [...placedFindings(records, placed), ...placedFleetFindings(placed)]
}
