/** The whole program is killed at 100 random points of import, provisioning, split, signing and syncing: nothing acknowledged is lost. */
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { runKills } from '../killing/runKills'
import { WORKS } from '../killing/works'

const points = Number(process.env.KILLS ?? 100)
const seed = Number(process.env.KILLS_SEED ?? Math.floor(Math.random() * 2 ** 32))
/** Names of works, comma-separated, for those who look into some of them. */
const only = process.env.KILLS_WORKS?.split(',')
const works = WORKS.filter(({ name }) => only?.includes(name) ?? true)

it(`stands ${points} kills of its console and its browser (KILLS_SEED=${seed})`, async () => {
  console.log(`KILLS_SEED=${seed}`)
  const programDir = resolve(__dirname, '../..')
  expect(await runKills({ programDir, points, seed, works, log: (line) => console.log(line) })).toEqual([])
}, 7_200_000)
