import type { Rgb } from '../../map/palette'

/** Okabe–Ito vermilion and bluish green: apart from each other and from the density ramp for every kind of sight. */
export const CHANGE_COLORS = { added: [213, 94, 0], provisioned: [0, 158, 115] } as const satisfies Record<string, Rgb>
