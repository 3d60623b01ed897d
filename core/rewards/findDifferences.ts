/** Where two documents of one form differ, by paths that a person can follow. */
import { isRecord } from '../model/isRecord'

export interface Difference {
  /** Such as `members[2] member bo`. */
  where: string
  /** The field there, or empty. */
  field: string
  stated: string
  expected: string
}

const AT_MOST = 1000
/** What names an element of a list to people: the first field that it has. */
const NAMES = [
  ['hotspotKey', 'hotspot'],
  ['memberId', 'member'],
  ['stageId', 'stage'],
  ['appliedId', 'agreement'],
  ['counter', 'counter'],
  ['owner', 'account of'],
] as const
/** What elements are that have an id alone, by the name of their list. */
const KINDS: Readonly<Record<string, string>> = {
  members: 'member',
  allotments: 'for',
  applied: 'agreement',
  before: 'agreement',
}

/** @param leaveOut fields of the documents themselves that are not compared */
export function findDifferences(stated: object, expected: object, leaveOut: readonly string[]): Difference[] {
  const found: Difference[] = []
  compareFields('', stated as Record<string, unknown>, expected as Record<string, unknown>, leaveOut, found)
  return found
}

function compareFields(
  where: string,
  stated: Record<string, unknown>,
  expected: Record<string, unknown>,
  leaveOut: readonly string[],
  found: Difference[],
): void {
  for (const field of new Set([...Object.keys(stated), ...Object.keys(expected)])) {
    if (!leaveOut.includes(field)) compare(where, field, stated[field], expected[field], found)
  }
}

function compare(where: string, field: string, stated: unknown, expected: unknown, found: Difference[]): void {
  // Most of two documents is the same, and names no place.
  if (found.length >= AT_MOST || isSame(stated, expected)) return
  const place = where === '' ? field : `${where}${where.includes('[') ? ' ' : '.'}${field}`
  if (Array.isArray(stated) && Array.isArray(expected)) {
    const longer = stated.length > expected.length ? stated : expected
    longer.forEach((element, at) => {
      if (isSame(stated[at], expected[at])) return
      const name = nameOf(field, element)
      // Within a list what names the element says enough.
      const inner = where.includes('[') && name !== '' ? `${where}${name}` : `${place}[${at}]${name}`
      compareElements(inner, stated[at], expected[at], found)
    })
    return
  }
  if (isRecord(stated) && isRecord(expected)) {
    compareFields(place, stated, expected, [], found)
    return
  }
  const isInList = where.includes('[')
  found.push({
    where: isInList ? where : place,
    field: isInList ? field : '',
    stated: textOf(stated),
    expected: textOf(expected),
  })
}

function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((element, at) => isSame(element, other[at]))
  }
  if (!isRecord(one) || !isRecord(other)) return false
  for (const field in one) if (!isSame(one[field], other[field])) return false
  for (const field in other) if (!(field in one) && other[field] !== undefined) return false
  return true
}

function compareElements(where: string, stated: unknown, expected: unknown, found: Difference[]): void {
  if (isRecord(stated) && isRecord(expected)) compareFields(where, stated, expected, [], found)
  else if (Array.isArray(stated) && Array.isArray(expected)) compare(where, '', stated, expected, found)
  else if (stated !== expected && found.length < AT_MOST) {
    found.push({ where, field: '', stated: textOf(stated), expected: textOf(expected) })
  }
}

function nameOf(list: string, element: unknown): string {
  if (!isRecord(element)) return ''
  for (const [field, kind] of NAMES) {
    if (typeof element[field] === 'string') return ` ${kind} ${element[field]}`
  }
  return typeof element.id === 'string' ? ` ${KINDS[list] ?? ''} ${element.id}`.replace('  ', ' ') : ''
}

function textOf(value: unknown): string {
  if (value === undefined) return 'nothing'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
