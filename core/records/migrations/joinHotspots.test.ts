import { expect, test } from 'vitest'
import { joinHotspots } from './joinHotspots'

const placed = { lat: 41.1, lng: -8.6, h3: '8c39220f09325ff' }
const nowhere = { lat: null, lng: null, h3: null }
const first = { id: 'eui-1', name: 'Old mill', owner: 'ada', groups: ['harbour'], createdAt: '2026-01', updatedAt: '2026-02' }
const last = { id: 'EUI-1', name: 'EUI-1', owner: null, groups: ['ridge'], createdAt: '2026-02', updatedAt: '2026-03' }

test('[DK9] the record that was changed last wins, what it leaves blank the others say, and groups are all kept', () => {
  for (const rows of [
    [{ ...first, ...placed }, last],
    [last, { ...first, ...placed }],
  ]) {
    const joined = joinHotspots(rows)
    expect(joined).toMatchObject({
      id: 'EUI-1',
      name: 'Old mill',
      owner: 'ada',
      ...placed,
      createdAt: '2026-01',
      updatedAt: '2026-03',
    })
    expect([...(joined.groups as string[])].sort()).toEqual(['harbour', 'ridge'])
  }
})

test('[DK9] a place is of one record alone', () => {
  const moved = { lat: 1, lng: 2, h3: 'moved' }
  expect(
    joinHotspots([
      { ...first, ...placed },
      { ...last, ...moved },
    ]),
  ).toMatchObject(moved)
  expect(
    joinHotspots([
      { ...first, ...placed },
      { ...last, ...nowhere },
    ]),
  ).toMatchObject(placed)
  expect(
    joinHotspots([
      { ...first, ...nowhere },
      { ...last, ...nowhere },
    ]),
  ).toMatchObject(nowhere)
})
