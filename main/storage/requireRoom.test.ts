import { tmpdir } from 'node:os'
import { expect, it } from 'vitest'
import { freeBytesOf, requireRoom } from './requireRoom'

it('says how much a backup needs and how much there is', async () => {
  await requireRoom(tmpdir(), 1)
  expect(await freeBytesOf(tmpdir())).toBeGreaterThan(50_000_000)
  expect(await freeBytesOf('/no/such/folder')).toBeNull()
  await expect(requireRoom(tmpdir(), 1e18)).rejects.toMatchObject({
    code: 'disk.full',
    message: expect.stringMatching(/^A backup needs 10000000000\d\d MB of free disk and there are \d+ MB: free some space/),
  })
})
