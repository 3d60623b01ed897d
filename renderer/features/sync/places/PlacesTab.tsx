/** Where batches are exchanged. */
export function PlacesTab() {
  return null
}
