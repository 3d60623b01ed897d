/** The whole program is killed at 100 random points of import, provisioning, split and signing: nothing acknowledged is lost. */
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { runKills } from '../killing/runKills'

const points = Number(process.env.KILLS ?? 100)
const seed = Number(process.env.KILLS_SEED ?? Math.floor(Math.random() * 2 ** 32))

it(`stands ${points} kills of its console and its browser (KILLS_SEED=${seed})`, async () => {
  console.log(`KILLS_SEED=${seed}`)
  const programDir = resolve(__dirname, '../..')
  expect(await runKills({ programDir, points, seed, log: (line) => console.log(line) })).toEqual([])
}, 7_200_000)
