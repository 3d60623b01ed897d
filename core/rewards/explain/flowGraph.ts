/**
 * A split as flows: period → hotspots → agreements → stages → members, reserves and what nobody got; agreements that give to
 * others stand before them. Of a correction the flows are differences, of which those below zero are kept apart. Base units.
 */

import type { SplitFile } from '../splitFile'
import { payableIn } from '../splitPeriod'
import type { SharedAgreement, SharedInSplit } from './sharedIn'

export type FlowKind = 'period' | 'hotspot' | 'agreement' | 'stage' | 'member' | 'reserve' | 'dust' | 'before' | 'out-of-reserve'

export interface FlowPlace {
  id: string
  kind: FlowKind
  /** Of a hotspot its key, of a member its id, of an agreement or stage the id of the agreement, of a reserve its name. */
  key: string
  /** Of a stage: its id. */
  stageId: string | null
}

export interface Flow {
  from: string
  to: string
  amountBaseUnits: bigint
}

export interface FlowGraph {
  places: ReadonlyMap<string, FlowPlace>
  /** By where they come from, and by where they go. Each is above zero. */
  out: ReadonlyMap<string, readonly Flow[]>
  into: ReadonlyMap<string, readonly Flow[]>
  /** Every place after all that flow into it. */
  order: readonly string[]
  /** Flows of a correction that go the other way: they take back. */
  below: Flow[]
}

export const PERIOD_PLACE = 'period'
const BEFORE_PLACE = 'before'
const DUST_PLACE = 'dust'
export const hotspotPlace = (key: string) => `hotspot ${key}`
export const memberPlace = (id: string) => `member ${id}`
export const appliedPlace = (appliedId: string) => `agreement ${appliedId}`
const stagePlace = (appliedId: string, stageId: string) => `stage ${appliedId}\n${stageId}`

/** The whole of a split; nothing is joined. */
export function flowGraph(split: SplitFile, { shared, takenBack }: SharedInSplit): FlowGraph {
  const builder = new FlowBuilder()
  for (const { hotspotKey, amountBaseUnits } of payableIn(split)) {
    const to = builder.place({ id: hotspotPlace(hotspotKey), kind: 'hotspot', key: hotspotKey, stageId: null })
    builder.add(PERIOD_PLACE, to, amountBaseUnits)
  }
  const before = beforeOf(split)
  for (const of of shared) {
    addAgreement(of, 1n, builder)
    for (const [key, amount] of of.brought) {
      builder.add(hotspotPlace(key), appliedPlace(of.id), amount - (before.get(`${of.id}\n${key}`) ?? 0n))
    }
  }
  for (const of of takenBack) addAgreement(of, -1n, builder)
  return builder.graph()
}

/** What a correction takes back of a hotspot, at the agreement that it stands with first. */
function beforeOf(split: SplitFile): Map<string, bigint> {
  if (split.format !== 'commonmast-split-v3') return new Map()
  return new Map(
    split.rows.flatMap(({ appliedId, hotspotKey, beforeBaseUnits }): [string, bigint][] =>
      beforeBaseUnits === undefined ? [] : [[`${appliedId}\n${hotspotKey}`, BigInt(beforeBaseUnits)]],
    ),
  )
}

function addAgreement(of: SharedAgreement, sign: bigint, builder: FlowBuilder): void {
  const from = builder.place({ id: appliedPlace(of.id), kind: 'agreement', key: of.terms.id, stageId: null })
  for (const { stageId, allotments, dustBaseUnits } of of.stages) {
    const stage = builder.place({ id: stagePlace(of.id, stageId), kind: 'stage', key: of.terms.id, stageId })
    let given = 0n
    for (const { to, amountBaseUnits } of allotments) {
      // What a stability reserve pays comes to the agreement beside the hotspots.
      if (to.kind === 'reserve' && amountBaseUnits < 0n) {
        const reserve = builder.place({ id: `out of reserve ${to.id}`, kind: 'out-of-reserve', key: to.id, stageId: null })
        builder.add(reserve, from, -sign * amountBaseUnits)
        continue
      }
      given += amountBaseUnits
      const place =
        to.kind === 'agreement'
          ? builder.place({ id: appliedPlace(to.id), kind: 'agreement', key: to.id, stageId: null })
          : builder.place({ id: `${to.kind} ${to.id}`, kind: to.kind, key: to.id, stageId: null })
      builder.add(stage, place, sign * amountBaseUnits)
    }
    // Below zero are units that were carried from before and given out now: they come from no hotspot.
    if (dustBaseUnits < 0n) builder.add(BEFORE_PLACE, stage, -sign * dustBaseUnits)
    else builder.add(stage, DUST_PLACE, sign * dustBaseUnits)
    builder.add(from, stage, sign * (given + dustBaseUnits))
  }
}

class FlowBuilder {
  readonly #places = new Map<string, FlowPlace>()
  readonly #amounts = new Map<string, Map<string, bigint>>()

  constructor() {
    this.place({ id: PERIOD_PLACE, kind: 'period', key: '', stageId: null })
    this.place({ id: BEFORE_PLACE, kind: 'before', key: '', stageId: null })
    this.place({ id: DUST_PLACE, kind: 'dust', key: '', stageId: null })
  }

  place(place: FlowPlace): string {
    if (!this.#places.has(place.id)) this.#places.set(place.id, place)
    return place.id
  }

  add(from: string, to: string, amountBaseUnits: bigint): void {
    let ofPlace = this.#amounts.get(from)
    if (!ofPlace) {
      ofPlace = new Map()
      this.#amounts.set(from, ofPlace)
    }
    ofPlace.set(to, (ofPlace.get(to) ?? 0n) + amountBaseUnits)
  }

  graph(): FlowGraph {
    const [out, into] = [new Map<string, Flow[]>(), new Map<string, Flow[]>()]
    const below: Flow[] = []
    for (const [from, ofPlace] of this.#amounts) {
      for (const [to, amountBaseUnits] of ofPlace) {
        const flow = { from, to, amountBaseUnits }
        if (amountBaseUnits < 0n) below.push(flow)
        if (amountBaseUnits <= 0n) continue
        push(out, from, flow)
        push(into, to, flow)
      }
    }
    return { places: this.#places, out, into, order: inOrder(this.#places.keys(), into), below }
  }
}

function push(flows: Map<string, Flow[]>, key: string, flow: Flow): void {
  const others = flows.get(key)
  if (others) others.push(flow)
  else flows.set(key, [flow])
}

function inOrder(places: Iterable<string>, into: ReadonlyMap<string, readonly Flow[]>): string[] {
  const order: string[] = []
  const done = new Set<string>()
  const visit = (id: string) => {
    if (done.has(id)) return
    done.add(id)
    for (const { from } of into.get(id) ?? []) visit(from)
    order.push(id)
  }
  for (const id of places) visit(id)
  return order
}
