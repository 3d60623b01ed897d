/** The program is killed at three points; `npm run test:long` tries a hundred. */
import { runKills } from '../killing/runKills'
import { WORKS } from '../killing/works'
import { expect, PROGRAM_DIR, test } from './consoleTest'

test('what was acknowledged is there after the console or the browser was killed, and nothing is half written', async () => {
  const works = WORKS.slice(0, 2)
  expect(await runKills({ programDir: PROGRAM_DIR, points: 3, seed: 171, works, measures: false, log: console.log })).toEqual([])
})
