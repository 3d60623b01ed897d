/** "50.06143, 19.93658". @param decimals five are about a metre, six what a receiver can say at best */
export function positionText({ lat, lng }: { lat: number; lng: number }, decimals = 5): string {
  return `${lat.toFixed(decimals)}, ${lng.toFixed(decimals)}`
}
