/** The map packs of one map on the drawing side: asks a worker for the tiles of the view and joins those that have come. */
import type { Problem } from '#core/model/problem'
import { connectWorker } from '../platform/connectWorker'
import { keepWorker } from '../platform/keepWorker'
import { mapPackContract, type TileContent } from '../workers/mapPackContract'
import type { MapPack } from './mapContent'
import type { MapView, ViewSize } from './mapView'
import { boundsOfTile, type JoinedTiles, joinTiles, type PlacedTile, tileKey, tilesOfView } from './packTiles'
import type { Scheme } from './palette'

export interface DrawnPack {
  pack: MapPack
  joined: JoinedTiles
  rasters: { key: string; image: ImageBitmap; bounds: [number, number, number, number] }[]
}

interface OpenPack {
  /** Null until its header is read. */
  zooms: { minZoom: number; maxZoom: number } | null
  /** By tile key, least recently wanted first; null while it is being read. */
  tiles: Map<string, TileContent | null>
  shown: PlacedTile[]
  /** What `drawn` was made of. */
  made: { key: string; drawn: Omit<DrawnPack, 'pack'> } | null
  problem: string | null
}

const TILES_KEPT = 96

export class MapPackSource {
  private readonly worker = keepWorker(() => {
    const worker = new Worker(new URL('../workers/mapPack.worker.ts', import.meta.url), { type: 'module' })
    return connectWorker('mapPack', mapPackContract, worker)
  })
  private packs: readonly MapPack[] = []
  private readonly open = new Map<string, OpenPack>()
  private isAnnounced = false
  private isOver = false

  /** @param onChange called when there is something new to draw, at most once per frame. */
  constructor(private readonly onChange: () => void) {}

  /** Follows what is to be shown and from where. Cheap when nothing changed; call it with every frame. */
  update(packs: readonly MapPack[], view: MapView, size: ViewSize): void {
    this.packs = packs
    for (const { layerId, visible } of packs) if (visible) this.want(layerId, view, size)
  }

  /** The visible packs with the tiles that have come, bottom to top. */
  drawn(scheme: Scheme): DrawnPack[] {
    return this.visible().map((pack) => ({ pack, ...drawPack(this.stateOf(pack.layerId), scheme) }))
  }

  /** What must be said beside the map, with what is wrong with a pack. */
  notes(): string[] {
    return this.visible().flatMap(({ layerId, attribution }) => {
      const problem = this.open.get(layerId)?.problem ?? null
      return problem === null ? (attribution === '' ? [] : [attribution]) : [problem]
    })
  }

  close(): void {
    this.isOver = true
    this.worker.close()
  }

  private visible(): MapPack[] {
    return this.packs.filter(({ visible }) => visible)
  }

  private stateOf(layerId: string): OpenPack {
    const known = this.open.get(layerId)
    if (known) return known
    const state: OpenPack = { zooms: null, tiles: new Map(), shown: [], made: null, problem: null }
    this.open.set(layerId, state)
    this.ask(state, this.worker.call('open', { layerId }), (zooms) => {
      state.zooms = zooms
    })
    return state
  }

  private want(layerId: string, view: MapView, size: ViewSize): void {
    const state = this.stateOf(layerId)
    if (!state.zooms || state.problem !== null) return
    const wanted = tilesOfView(view, size, state.zooms.minZoom, state.zooms.maxZoom)
    for (const { z, x, y } of wanted) {
      const key = tileKey({ z, x, y })
      const known = state.tiles.get(key)
      if (known === undefined) {
        this.ask(state, this.worker.call('tile', { layerId, tile: { z, x, y } }), (content) => state.tiles.set(key, content))
      }
      state.tiles.delete(key)
      state.tiles.set(key, known ?? null)
    }
    for (const key of state.tiles.keys()) {
      if (state.tiles.size <= TILES_KEPT) break
      if (state.tiles.get(key) !== null) state.tiles.delete(key)
      else break
    }
    // Another zoom replaces what is there once it is whole; a pan shows what it has.
    const isWhole = wanted.every((tile) => state.tiles.get(tileKey(tile)))
    if (isWhole || wanted[0]?.z === state.shown[0]?.z) state.shown = wanted
  }

  private ask<T>(state: OpenPack, asked: Promise<T>, take: (answer: T) => void): void {
    asked
      .then(take, (problem: Problem) => {
        state.problem = problem.message
      })
      .finally(() => this.announce())
  }

  private announce(): void {
    if (this.isAnnounced) return
    this.isAnnounced = true
    requestAnimationFrame(() => {
      this.isAnnounced = false
      if (!this.isOver) this.onChange()
    })
  }
}

/** Joined again only when other tiles are shown or the scheme is another. */
function drawPack(state: OpenPack, scheme: Scheme): Omit<DrawnPack, 'pack'> {
  const ready = state.shown.flatMap((tile) => {
    const content = state.tiles.get(tileKey(tile))
    return content ? [{ tile, content }] : []
  })
  const key = `${scheme} ${ready.map(({ tile }) => `${tileKey(tile)}/${tile.turn}`).join(' ')}`
  if (state.made?.key === key) return state.made.drawn
  const vectors = ready.flatMap(({ tile, content }) =>
    content.kind === 'vector' ? [{ geometry: content.geometry, turn: tile.turn }] : [],
  )
  const rasters = ready.flatMap(({ tile, content }) =>
    content.kind === 'raster' ? [{ key: `${tileKey(tile)}/${tile.turn}`, image: content.image, bounds: boundsOfTile(tile) }] : [],
  )
  const drawn = { joined: joinTiles(vectors, scheme), rasters }
  state.made = { key, drawn }
  return drawn
}
