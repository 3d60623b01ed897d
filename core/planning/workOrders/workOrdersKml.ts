/** Work orders as KML 2.2 (OGC 07-147r2): a placemark each, styled by status, with a description that reads without us. */
import { checklistOf, detailsOf } from './workOrderDetails'
import { radioFactsOf, STATUS_WORDS, type WorkOrderExport, workOrderFields } from './workOrderExport'

/** KML colours are aabbggrr. */
const STYLES = { open: 'ffd3a033', 'in-progress': 'ff00a5f0', done: 'ff4f9e2a' } as const

/** @returns the text of a KML document. Characters that XML 1.0 does not admit are left out. */
export function workOrdersKml(entries: readonly WorkOrderExport[], name: string): string {
  const styles = Object.entries(STYLES).map(
    ([status, color]) => `    <Style id="${status}"><IconStyle><color>${color}</color></IconStyle></Style>`,
  )
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<kml xmlns="http://www.opengis.net/kml/2.2">',
    '  <Document>',
    `    <name>${xml(name)}</name>`,
    ...styles,
    ...entries.map(placemark),
    '  </Document>',
    '</kml>',
    '',
  ].join('\n')
}

function placemark(entry: WorkOrderExport): string {
  const { order } = entry
  const { lat, lng, ...fields } = workOrderFields(entry)
  const data = Object.entries(fields).map(
    ([key, value]) => `          <Data name="${xml(key)}"><value>${xml(value === null ? '' : String(value))}</value></Data>`,
  )
  return [
    '    <Placemark>',
    `      <name>${xml(order.title)}</name>`,
    `      <description>${xml(describeOrder(entry))}</description>`,
    `      <styleUrl>#${order.status}</styleUrl>`,
    '      <ExtendedData>',
    ...data,
    '      </ExtendedData>',
    `      <Point><coordinates>${lng},${lat}</coordinates></Point>`,
    '    </Placemark>',
  ].join('\n')
}

function describeOrder(entry: WorkOrderExport): string {
  const { order, assigneeName } = entry
  const details = detailsOf(order)
  const lines = [
    `Status: ${STATUS_WORDS[order.status]}`,
    assigneeName && `Assigned to: ${assigneeName}`,
    details.dueOn && `Due: ${details.dueOn}`,
    (details.contactName || details.contactPhone) && `Contact: ${`${details.contactName} ${details.contactPhone}`.trim()}`,
    details.access && `Access: ${details.access}`,
    details.notes && `Notes: ${details.notes}`,
    ...radioFactsOf(entry).map(({ label, value }) => `${label}: ${value}`),
    ...checklistOf(order).map(({ text, done }) => `${done ? '[x]' : '[ ]'} ${text}`),
  ]
  return lines.filter(Boolean).join('\n')
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

/** XML 1.0, section 2.2: tab, line feed, carriage return and everything from U+0020 but surrogates, U+FFFE and U+FFFF. */
function xml(text: string): string {
  const admitted = [...text].filter((character) => {
    const code = character.codePointAt(0) ?? 0
    return (
      code === 9 ||
      code === 10 ||
      code === 13 ||
      (code >= 0x20 && code < 0xd800) ||
      (code >= 0xe000 && code < 0xfffe) ||
      code > 0xffff
    )
  })
  return admitted.map((character) => ENTITIES[character] ?? character).join('')
}
