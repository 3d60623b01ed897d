/** Directions, from degrees clockwise from north. */

const WINDS = ['north', 'north-east', 'east', 'south-east', 'south', 'south-west', 'west', 'north-west'] as const
const COMPASS = ['N', 'NNE', 'NE', 'ENE', 'E', 'ESE', 'SE', 'SSE', 'S', 'SSW', 'SW', 'WSW', 'W', 'WNW', 'NW', 'NNW']

/** "north-east". */
export function windText(directionDeg: number): string {
  return WINDS[Math.round(directionDeg / 45) % WINDS.length] ?? 'north'
}

/** "74° ENE". */
export function bearingText(directionDeg: number): string {
  return `${Math.round(directionDeg) % 360}° ${COMPASS[Math.round(directionDeg / 22.5) % COMPASS.length]}`
}
