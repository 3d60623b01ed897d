import { expect, test } from 'vitest'
import { groupsByKey, groupsOfHotspots, hotspotsInGroups } from './groupsByKey'

test('[AG6] groups are found by the key of the period’s network, from whatever names the hotspot', () => {
  const grouped = [
    { id: 'helium:a', groups: ['hill'] },
    { id: 'a', groups: ['hill', 'harbour'] },
    { id: 'ttn:a', groups: ['other network'] },
    { id: 'b', groups: [] },
  ]
  expect([...groupsByKey(grouped, 'helium')]).toEqual([
    ['a', ['hill', 'harbour']],
    ['ttn:a', ['other network']],
  ])
})

test('groups and their hotspots say the same both ways', () => {
  const groups = [
    { name: 'hill', hotspots: ['a', 'b', 'a'] },
    { name: 'harbour', hotspots: ['b'] },
  ]
  const grouped = hotspotsInGroups(groups)
  expect(grouped).toEqual([
    { id: 'a', groups: ['hill'] },
    { id: 'b', groups: ['hill', 'harbour'] },
  ])
  expect(groupsOfHotspots(grouped)).toEqual([
    { name: 'hill', hotspots: ['a', 'b'] },
    { name: 'harbour', hotspots: ['b'] },
  ])
})
