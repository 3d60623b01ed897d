/**
 * `npm run bench`: every figure the product promises, as ratios measured in this run. One JSON array on stdout.
 * `npm run bench -- import window` runs only the named ones.
 */
import { type BenchRow, keepsGoal } from './bench/benchRow'
import { firstSyncBench } from './bench/firstSyncBench'
import { foldBench } from './bench/foldBench'
import { idleBench } from './bench/idleBench'
import { idleSyncBench } from './bench/idleSyncBench'
import { importBench } from './bench/importBench'
import { mapBench } from './bench/mapBench'
import { merkleBench } from './bench/merkleBench'
import { moveBench } from './bench/moveBench'
import { paintBench } from './bench/paintBench'
import { payoutBench } from './bench/payoutBench'
import { planBench } from './bench/planBench'
import { previewBench } from './bench/previewBench'
import { provisioningBench } from './bench/provisioningBench'
import { reconcileBench } from './bench/reconcileBench'
import { relayBench } from './bench/relayBench'
import { snapshotBench } from './bench/snapshotBench'
import { splitBench } from './bench/splitBench'
import { switchBench } from './bench/switchBench'
import { windowBench } from './bench/windowBench'

const BENCHES: Record<string, (programDir: string) => Promise<BenchRow | BenchRow[]>> = {
  window: windowBench,
  import: importBench,
  preview: previewBench,
  fold: foldBench,
  merkle: merkleBench,
  payout: payoutBench,
  split: splitBench,
  map: mapBench,
  idle: idleBench,
  switches: switchBench,
  plan: planBench,
  paint: paintBench,
  move: moveBench,
  provisioning: provisioningBench,
  reconcile: reconcileBench,
  firstSync: firstSyncBench,
  relay: relayBench,
  snapshot: snapshotBench,
  idleSync: idleSyncBench,
}

async function main(wanted: string[]): Promise<void> {
  const unknown = wanted.find((name) => !(name in BENCHES))
  if (unknown !== undefined) throw new Error(`There is no bench "${unknown}"; there are ${Object.keys(BENCHES).join(', ')}.`)
  const rows: BenchRow[] = []
  for (const [name, measure] of Object.entries(BENCHES)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    for (const row of [await measure(process.cwd())].flat()) {
      rows.push(row)
      console.error(lineOf(row))
    }
  }
  console.log(JSON.stringify(rows, null, 2))
  if (rows.some((row) => keepsGoal(row) === false)) process.exitCode = 1
}

function lineOf(row: BenchRow): string {
  const keeps = keepsGoal(row)
  if (keeps === null) return `reports ${row.name}: ${row.ratio}`
  return `${keeps ? 'keeps ' : 'misses'} ${row.name}: ${row.ratio} (goal ${row.goal})`
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
