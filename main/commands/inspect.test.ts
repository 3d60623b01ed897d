import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fixturePath } from '../../fixtures/readFixture'
import { inspect } from './inspect'

describe('inspect', () => {
  it('reads a file from disk', async () => {
    const path = fixturePath('data/ttn_gateways.csv')
    expect(await inspect(path)).toEqual({
      format: 'ttn-gateways-csv',
      rows: 134,
      recognised: true,
      withoutLocation: 0,
      problems: [],
    })
  })

  it.each([
    ['a file that is not there', 'no-such-file.csv', 'file.not-found'],
    ['a path through a file', 'package.json/fleet.csv', 'file.not-found'],
    ['a folder', 'core', 'file.is-directory'],
  ])('says what to do about %s', async (_, path, code) => {
    await expect(inspect(resolve(process.cwd(), path))).rejects.toMatchObject({ code })
  })
})
