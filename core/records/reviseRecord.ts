/**
 * What a person changed in a form, on top of what the record has become since the form was opened: only fields that the
 * person changed are written, and of sets and maps only the elements.
 */
import type { MergePlan } from './mergePlan'
import { sameValue } from './sameValue'

type Fields = Record<string, unknown>

/** @returns the fields to write, `undefined` for those to take out; empty when nothing was changed */
export function reviseRecord(plan: MergePlan, opened: Fields, edited: Fields, now: Fields): Fields {
  const revised: Fields = {}
  for (const field of Object.keys(edited)) {
    if (sameValue(opened[field], edited[field])) continue
    const rule = plan.registers.get(field)?.rule
    if (rule === 'add-wins-set') revised[field] = reviseSet(opened[field], edited[field], now[field])
    else if (rule === 'keyed-map') revised[field] = reviseMap(opened[field], edited[field], now[field])
    else revised[field] = edited[field]
  }
  return revised
}

function reviseSet(opened: unknown, edited: unknown, now: unknown): string[] {
  const [before, after, current] = [opened, edited, now].map((value) => (value as string[] | undefined) ?? [])
  const kept = (current ?? []).filter((element) => after?.includes(element) || !before?.includes(element))
  return [...new Set([...kept, ...(after ?? []).filter((element) => !before?.includes(element))])]
}

function reviseMap(opened: unknown, edited: unknown, now: unknown): Fields {
  const [before = {}, after = {}, current = {}] = [opened, edited, now].map((value) => (value as Fields | undefined) ?? {})
  const revised = { ...current }
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (sameValue(before[key], after[key])) continue
    if (after[key] === undefined) delete revised[key]
    else revised[key] = after[key]
  }
  return revised
}
