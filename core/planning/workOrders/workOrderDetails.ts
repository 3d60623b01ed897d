/** What a work order tells the crew beyond where it is, and what it starts with. */
import type { RadioProfile } from '../../model/radioProfile'
import type { ChecklistItem, WorkOrder, WorkOrderDetails } from '../../model/records'

type Technology = RadioProfile['technology']

const BEFORE = ['Owner of the site agrees in writing', 'Mast, mount and ladder are sound']
const AFTER = ['Cable sealed and tied down', 'Photo of the mount and of the view', 'Position and height noted']

/** What differs between technologies, in the order in which the work is done. */
const STEPS: Record<Technology, readonly string[]> = {
  lorawan: [
    'Antenna upright and clear of metal by 1 m',
    'Lightning arrester and earth fitted',
    'Hotspot provisioned',
    'Uplink heard by a test device',
  ],
  wifi: [
    'Backhaul measured: at least 50 Mbit/s down',
    'Access point faces the street, nothing in front',
    'Hotspot provisioned',
    'Phone joins from 50 m away',
  ],
  cbrs: [
    'Certified installer present',
    'Height, azimuth and tilt read from the mount',
    'Registered with the spectrum access system',
    'Radio grants received',
    'Test call from the street',
  ],
  nr: ['Azimuth and tilt read from the mount', 'Timing locked', 'Radio on air', 'Test call and speed test from the street'],
  tvws: [
    'Certified installer present',
    'Channels asked for and granted by the database',
    'Antenna polarisation as in the profile',
    'Link up to the far end',
  ],
  other: ['Antenna as in the profile', 'Hotspot provisioned', 'Link tested from the ground'],
}

export interface ChecklistLine {
  id: string
  text: string
  done: boolean
}

/** The checklist an order starts with, after `first`; null when no technology is known. */
export function newChecklist(technology: Technology | null, first: readonly string[] = []): Record<string, ChecklistItem> {
  const texts = [...first, ...BEFORE, ...STEPS[technology ?? 'other'], ...AFTER]
  // Made of the line's number, so that two installations that make one order make one checklist.
  return checklistRecord(texts.map((text, at) => ({ id: `line-${at + 1}`, text, done: false })))
}

/**
 * Lines in their order, as a work order keeps them.
 * @param before the lines that were there: they keep their places, so that a line that goes changes no other
 */
export function checklistRecord(
  lines: readonly ChecklistLine[],
  before: Record<string, ChecklistItem> = {},
): Record<string, ChecklistItem> {
  let next = Math.max(-1, ...Object.values(before).map(({ place }) => place)) + 1
  return Object.fromEntries(lines.map(({ id, text, done }) => [id, { text, done, place: before[id]?.place ?? next++ }]))
}

/** An order's lines in their order; orders of the first version have none and start with the general checklist. */
export function checklistOf({ checklist, details }: WorkOrder): ChecklistLine[] {
  return Object.entries(checklist ?? newChecklist(details?.radio?.technology ?? null))
    .sort(([one, { place }], [other, { place: otherPlace }]) => place - otherPlace || (one < other ? -1 : 1))
    .map(([id, { text, done }]) => ({ id, text, done }))
}

/** Details of an order that was just made: the profile as it is now, and everything else still to be filled in. */
export function newWorkOrderDetails(radio: RadioProfile | null): WorkOrderDetails {
  return {
    radio,
    contactName: '',
    contactPhone: '',
    access: '',
    notes: '',
    dueOn: null,
  }
}

/** An order's details; orders of the first version have none. */
export function detailsOf(order: WorkOrder): WorkOrderDetails {
  return order.details ?? newWorkOrderDetails(null)
}
