/** A week of three laptops that meet by a stick and a server, are killed on the way, and agree; a fourth joins, one is shut out. */
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { runWeek } from '../week/runWeek'

const days = Number(process.env.WEEK_DAYS ?? 3)
const seed = Number(process.env.WEEK_SEED ?? Math.floor(Math.random() * 2 ** 32))

it(`a week of three laptops ends with the same on all of them (WEEK_SEED=${seed})`, async () => {
  console.log(`WEEK_SEED=${seed}`)
  const programDir = resolve(__dirname, '../..')
  expect(await runWeek({ programDir, seed, days, log: (line) => console.log(line) })).toEqual([])
}, 7_200_000)
