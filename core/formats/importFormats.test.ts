import { expect, it } from 'vitest'
import { importFormats } from './importFormats'
import { openFile } from './openFile'

it('names every format once', () => {
  const names = importFormats.map(({ name }) => name)
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
})

it('takes what a network exports before what the usual words for columns say', () => {
  const helium = 'address,name,owner,location,lat,lng,long_city,short_state,short_country,score\na,b,c,,,,,,,\n'
  const rewards = 'Station ID,Station Name,Allocated Rewards,Rewardable Hours,lat,lng,cost\ns,n,1,2,47,8,9\n'
  const formatOf = (text: string) => openFile({ fileName: 'a.csv', bytes: new TextEncoder().encode(text) }).importFormat.name
  expect(formatOf(helium)).toBe('helium-explorer-hotspots-csv')
  expect(formatOf(rewards)).toBe('weatherxm-rewards-csv')
})

it('finds a header below more blank lines than a first look reads', () => {
  const text = `${'\n'.repeat(60)}id,lat,lng\na,47,8\n`
  const opened = openFile({ fileName: 'a.csv', bytes: new TextEncoder().encode(text) })
  expect(opened).toMatchObject({ kind: 'fleet-table', guess: { id: 'id', lat: 'lat', lng: 'lng' } })
})
