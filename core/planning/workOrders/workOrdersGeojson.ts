/** Work orders as GeoJSON (RFC 7946): one point per order, longitude first, every field as a property. */
import { checklistOf, detailsOf } from './workOrderDetails'
import { type WorkOrderExport, workOrderFields } from './workOrderExport'

/** @returns the text of a FeatureCollection, with a newline at its end. */
export function workOrdersGeojson(entries: readonly WorkOrderExport[]): string {
  const features = entries.map((entry) => {
    const { lat, lng, ...properties } = workOrderFields(entry)
    const { radio } = detailsOf(entry.order)
    const checklist = checklistOf(entry.order).map(({ text, done }) => ({ text, done }))
    return {
      type: 'Feature',
      id: entry.order.id,
      geometry: { type: 'Point', coordinates: [lng, lat] },
      properties: { ...properties, checklist, radio },
    }
  })
  return `${JSON.stringify({ type: 'FeatureCollection', features }, null, 2)}\n`
}
