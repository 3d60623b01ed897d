/** Why a site was chosen, and why choosing stopped, in sentences whose every number is exact or marked by its rounding. */
import { countText } from '../words/countText'
import { roughShareText } from '../words/shareText'
import { weightText } from '../words/weightText'

export interface WeightWords {
  /** What one unit is, e.g. "people"; "cells" where every cell counts as 1. */
  unit: string
  /** Whether weights are imported or drawn demand rather than cells. */
  isDemand: boolean
}

export interface SiteReasons {
  kind: 'new' | 'must-have' | 'moved'
  /** Of the hotspot that moves here. */
  movedName: string | null
  order: number
  /** Weights in the demand's unit. */
  gainWeight: number
  gainCells: number
  onlyWeight: number
  sharedWeight: number
  totalWeight: number
  /** Another place that could have been chosen instead would win back this much of `onlyWeight`; null when not worked out. */
  replacementWeight: number | null
  words: WeightWords
}

/**
 * E.g. "Covers 182 cells that no hotspot reaches yet, 12% of the area. Without it, 150 cells would be lost; the best other
 * place would win back 120 cells. Others cover 32 cells of its reach as well."
 */
export function explainSite(reasons: SiteReasons): string {
  return [arrival(reasons), gain(reasons), leavingOut(reasons), redundancy(reasons)].filter((part) => part !== '').join(' ')
}

function arrival({ kind, movedName }: SiteReasons): string {
  if (kind === 'moved') return `${movedName ?? 'A hotspot'} moves here.`
  return kind === 'must-have' ? 'A must-have site.' : ''
}

function gain({ gainWeight, gainCells, totalWeight, order, words }: SiteReasons): string {
  if (gainWeight === 0) return 'Covers nothing that is not covered already.'
  const reached = order === 1 ? 'that no hotspot reaches yet' : 'that no hotspot and no earlier site reaches'
  const share = `${roughShareText(gainWeight, totalWeight)} of ${words.isDemand ? 'all' : 'the area'}`
  const inCells = words.isDemand ? `, in ${countText(gainCells, 'cell')}` : ''
  return `Covers ${weightText(gainWeight, words.unit)} ${reached}, ${share}${inCells}.`
}

function leavingOut({ gainWeight, onlyWeight, replacementWeight, words }: SiteReasons): string {
  if (onlyWeight === 0) return gainWeight === 0 ? '' : 'Without it, nothing would be lost: others cover the same.'
  const lost = onlyWeight === gainWeight ? 'all of that' : weightText(onlyWeight, words.unit)
  if (replacementWeight === null) return `Without it, ${lost} would be lost.`
  if (replacementWeight === 0) return `Without it, ${lost} would be lost, and no other place could win any of it back.`
  if (replacementWeight === onlyWeight) return `Without it, ${lost} would be lost, but another place would do as well.`
  return `Without it, ${lost} would be lost; the best other place would win back ${weightText(replacementWeight, words.unit)}.`
}

function redundancy({ sharedWeight, words }: SiteReasons): string {
  return sharedWeight === 0 ? '' : `Others cover ${weightText(sharedWeight, words.unit)} of its reach as well.`
}

export interface StopFigures {
  chosen: number
  requested: number
  uncoveredWeight: number
  words: WeightWords
  /** A budget or a spacing was kept, so that a place with something to gain may be left. */
  limits: { budget: boolean; spacing: boolean }
}

/** Why fewer sites were chosen than asked for. */
export function explainStop({ chosen, requested, uncoveredWeight, words, limits }: StopFigures): string {
  const stopped = `Stopped after ${chosen} of ${requested} sites`
  if (uncoveredWeight === 0) return `${stopped}: everything in the area is covered.`
  const open = `${weightText(uncoveredWeight, words.unit)} still uncovered`
  const kept = [limits.budget ? 'the budget' : '', limits.spacing ? 'the spacing' : ''].filter((part) => part !== '')
  if (kept.length > 0) return `${stopped}: another would break ${kept.join(' or ')} or add nothing, with ${open}.`
  return `${stopped}: no place left would cover any of the ${open}.`
}
