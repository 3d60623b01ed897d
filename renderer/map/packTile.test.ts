import { PbfWriter } from 'pbf'
import { PMTiles, type RangeResponse, zxyToTileId } from 'pmtiles'
import { describe, expect, it } from 'vitest'
import { decodeTile, type TileGeometry } from './packTile'
import { boundsOfTile, joinTiles, placeLabels, tilesOfView } from './packTiles'

const EXTENT = 4096

interface Feature {
  type: 1 | 2 | 3
  properties: Record<string, string>
  /** Points, lines, or rings without the repeated first corner. */
  parts: [number, number][][]
}

/** A vector tile as version 2 of Mapbox's specification has it. */
function makeTile(layers: Record<string, Feature[]>): Uint8Array<ArrayBuffer> {
  const tile = new PbfWriter()
  for (const [name, features] of Object.entries(layers)) {
    const keys = [...new Set(features.flatMap(({ properties }) => Object.keys(properties)))]
    const values = [...new Set(features.flatMap(({ properties }) => Object.values(properties)))]
    tile.writeMessage(
      3,
      (_, layer) => {
        layer.writeVarintField(15, 2)
        layer.writeStringField(1, name)
        for (const { type, properties, parts } of features) {
          layer.writeMessage(
            2,
            (__, feature) => {
              const tags = Object.entries(properties).flatMap(([key, value]) => [keys.indexOf(key), values.indexOf(value)])
              feature.writePackedVarint(2, tags)
              feature.writeVarintField(3, type)
              feature.writePackedVarint(4, commandsOf(type, parts))
            },
            null,
          )
        }
        for (const key of keys) layer.writeStringField(3, key)
        for (const value of values) layer.writeMessage(4, (text, message) => message.writeStringField(1, text), value)
        layer.writeVarintField(5, EXTENT)
      },
      null,
    )
  }
  return Uint8Array.from(tile.finish())
}

function commandsOf(type: 1 | 2 | 3, parts: [number, number][][]): number[] {
  const commands: number[] = []
  let [x, y] = [0, 0]
  const step = ([toX, toY]: [number, number]) => {
    const zigzag = (delta: number) => (delta << 1) ^ (delta >> 31)
    commands.push(zigzag(toX - x), zigzag(toY - y))
    ;[x, y] = [toX, toY]
  }
  for (const part of parts) {
    const [first, ...others] = part
    if (!first) continue
    commands.push((1 << 3) | 1)
    step(first)
    if (type === 1) continue
    commands.push((others.length << 3) | 2)
    others.forEach(step)
    if (type === 3) commands.push((1 << 3) | 7)
  }
  return commands
}

/** An archive of version 3 of PMTiles with one uncompressed directory. */
function makeArchive(tiles: { z: number; x: number; y: number; bytes: Uint8Array }[]): ArrayBuffer {
  const sorted = tiles.map((tile) => ({ ...tile, id: zxyToTileId(tile.z, tile.x, tile.y) })).sort((a, b) => a.id - b.id)
  const directory = new PbfWriter()
  directory.writeVarint(sorted.length)
  for (const [i, { id }] of sorted.entries()) directory.writeVarint(id - (sorted[i - 1]?.id ?? 0))
  for (const _ of sorted) directory.writeVarint(1)
  for (const { bytes } of sorted) directory.writeVarint(bytes.length)
  for (const i of sorted.keys()) directory.writeVarint(i === 0 ? 1 : 0)
  const root = directory.finish()
  const metadata = new TextEncoder().encode('{}')
  const dataLength = sorted.reduce((sum, { bytes }) => sum + bytes.length, 0)
  const archive = new Uint8Array(127 + root.length + metadata.length + dataLength)
  const header = new DataView(archive.buffer)
  archive.set(new TextEncoder().encode('PMTiles'))
  header.setUint8(7, 3)
  const place = (at: number, offset: number, length: number) => {
    header.setBigUint64(at, BigInt(offset), true)
    header.setBigUint64(at + 8, BigInt(length), true)
  }
  place(8, 127, root.length)
  place(24, 127 + root.length, metadata.length)
  place(40, 127 + root.length + metadata.length, 0)
  place(56, 127 + root.length + metadata.length, dataLength)
  header.setUint8(96, 1)
  header.setUint8(97, 1)
  header.setUint8(98, 1)
  header.setUint8(99, 1)
  header.setUint8(100, Math.min(...tiles.map(({ z }) => z)))
  header.setUint8(101, Math.max(...tiles.map(({ z }) => z)))
  archive.set(root, 127)
  archive.set(metadata, 127 + root.length)
  let at = 127 + root.length + metadata.length
  for (const { bytes } of sorted) {
    archive.set(bytes, at)
    at += bytes.length
  }
  return archive.buffer
}

const square = (from: number, to: number): [number, number][] => [
  [from, from],
  [to, from],
  [to, to],
  [from, to],
]

const TOWN = makeTile({
  // Outer rings run clockwise on the screen, holes the other way; the first reaches over the tile's edge.
  water: [{ type: 3, properties: {}, parts: [square(-512, 2048), square(512, 1024).reverse()] }],
  building: [{ type: 3, properties: {}, parts: [square(3000, 3100)] }],
  transportation: [
    {
      type: 2,
      properties: { class: 'motorway' },
      parts: [
        [
          [0, 0],
          [2048, 2048],
          [4096, 2048],
        ],
      ],
    },
    {
      type: 2,
      properties: { class: 'service' },
      parts: [
        [
          [-100, 0],
          [-50, 10],
        ],
      ],
    },
    {
      type: 2,
      properties: { class: 'ferry' },
      parts: [
        [
          [0, 0],
          [10, 10],
        ],
      ],
    },
  ],
  place: [
    { type: 1, properties: { class: 'town', name: 'Aberystwyth' }, parts: [[[2048, 2048]]] },
    { type: 1, properties: { class: 'village', name: 'Beyond' }, parts: [[[5000, 2048]]] },
  ],
  mystery: [{ type: 3, properties: {}, parts: [square(0, 4096)] }],
})

async function readTown(): Promise<TileGeometry> {
  const archive = makeArchive([
    { z: 1, x: 1, y: 0, bytes: TOWN },
    { z: 1, x: 0, y: 0, bytes: makeTile({}) },
  ])
  const pack = new PMTiles({
    getKey: () => 'test',
    getBytes: async (offset, length): Promise<RangeResponse> => ({ data: archive.slice(offset, offset + length) }),
  })
  const found = await pack.getZxy(1, 1, 0)
  if (!found) throw new Error('The tile is not in the archive')
  return decodeTile(found.data, { z: 1, x: 1, y: 0 })
}

const areaOf = ({ positions, indices }: TileGeometry['fills'][number]) => {
  let area = 0
  for (let i = 0; i < indices.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map((corner) => {
      const at = 2 * (indices[i + corner] ?? 0)
      // Back to the tile's own plane, where areas are plain.
      const latitude = ((positions[at + 1] ?? 0) * Math.PI) / 180
      return [((positions[at] ?? 0) / 180) * EXTENT, (1 - Math.asinh(Math.tan(latitude)) / Math.PI) * EXTENT]
    }) as [[number, number], [number, number], [number, number]]
    area += Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2
  }
  return area
}

describe('tiles of a map pack', () => {
  it('come out of the archive as fills that end at the tile and keep their holes', async () => {
    const { fills } = await readTown()
    expect(fills.map(({ kind }) => kind).sort()).toEqual(['building', 'water'])
    const [water, building] = ['water', 'building'].map((kind) => fills.find((fill) => fill.kind === kind))
    expect(water && areaOf(water)).toBeCloseTo(2048 ** 2 - 512 ** 2, 3)
    expect(building && areaOf(building)).toBeCloseTo(100 ** 2, 3)
    expect(water && Math.min(...water.positions.filter((_, i) => i % 2 === 0))).toBeCloseTo(0, 9)
  })

  it('have roads by class, without what lies beyond or is not known', async () => {
    const { lines } = await readTown()
    expect(lines.map(({ kind, from }) => [kind, from.length / 2])).toEqual(
      expect.arrayContaining([
        ['major', 2],
        ['minor', 0],
      ]),
    )
    expect(lines).toHaveLength(2)
    const major = lines.find(({ kind }) => kind === 'major')
    expect([...(major?.to ?? [])].map((value) => Number(value.toFixed(6)))).toEqual([90, 66.51326, 180, 66.51326])
  })

  it('name places of their own only', async () => {
    const { labels } = await readTown()
    expect(labels.map(({ text }) => text)).toEqual(['Aberystwyth'])
    expect(labels[0]?.lng).toBeCloseTo(90, 9)
  })

  it('are joined in the order of their kinds, wherever they are drawn', async () => {
    const geometry = await readTown()
    const joined = joinTiles(
      [
        { geometry, turn: 0 },
        { geometry, turn: 1 },
      ],
      'light',
    )
    expect(joined.fills.length).toBe(4)
    expect(joined.lines.length).toBe(4)
    const longitudes = joined.fills.positions.filter((_, i) => i % 2 === 0)
    expect(Math.max(...longitudes)).toBeGreaterThan(360)
    expect(Math.max(...joined.fills.indices)).toBe(joined.fills.positions.length / 2 - 1)
    // Water lies below buildings: both waters come first.
    expect([...joined.fillColors.subarray(0, 3)]).not.toEqual([...joined.fillColors.subarray(-4, -1)])
    expect(joined.labels.map(({ lng }) => lng)).toEqual([expect.closeTo(90, 9), expect.closeTo(450, 9)])
  })

  it('are those that a view shows, around the antimeridian too', () => {
    const size = { width: 1000, height: 500 }
    const tiles = tilesOfView({ longitude: 180, latitude: 10, zoom: 3 }, size, 0, 14)
    expect(new Set(tiles.map(({ x, turn }) => `${x}@${turn}`))).toEqual(new Set(['7@0', '0@1']))
    for (const tile of tiles) {
      const [west, south, east, north] = boundsOfTile(tile)
      expect(east).toBeGreaterThan(180 - 65)
      expect(west).toBeLessThan(180 + 65)
      expect(south).toBeLessThan(north)
    }
    expect(tilesOfView({ longitude: 0, latitude: 0, zoom: 3 }, size, 8, 14)).toEqual([])
    expect(tilesOfView({ longitude: 0, latitude: 0, zoom: 18 }, size, 8, 14).every(({ z }) => z === 14)).toBe(true)
  })

  it('name the important first and leave out what would lie over it', () => {
    const view = { longitude: 0, latitude: 0, zoom: 5 }
    const label = (text: string, lng: number, rank: number) => ({ text, lng, lat: 0, rank })
    const placed = placeLabels(
      [label('Village', 0.1, 6), label('City', 0, 2), label('Town', 8, 4), label('Far', 120, 0)],
      view,
      { width: 900, height: 600 },
      (text, fontPx) => text.length * fontPx * 0.6,
    )
    expect(placed.map(({ text }) => text)).toEqual(['City', 'Town'])
  })
})
