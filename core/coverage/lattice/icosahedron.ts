/**
 * The twenty faces on which H3 lays its cells. Inside one face H3 is an exact planar lattice under the gnomonic
 * projection: a cell is a whole-numbered place (i, j) on the plane that touches the sphere at the face's centre.
 * Figures: uber/h3, src/h3lib/lib/faceijk.c and constants.h (Apache-2.0): face centres on the unit sphere, azimuth of
 * the i axis at even resolutions, the turn of odd resolutions against it, and the lattice unit at resolution 0.
 */

export const FACE_COUNT = 20

const CLASS_III_TURN_RAD = 0.3334731722518321
const UNIT_AT_RESOLUTION_0 = 0.381966011250105

/** No cell's centre on a face lies further out on its plane: the face's corners are at 37.377°, tan of which is 0.764. */
export const FACE_EXTENT = 0.77

const FACES: readonly (readonly [x: number, y: number, z: number, iAxisAzimuthRad: number])[] = [
  [0.2199307791404606, 0.6583691780274996, 0.7198475378926182, 5.6199582685239395],
  [-0.2139234834501421, 0.1478171829550703, 0.9656017935214205, 5.7603390817141875],
  [0.1092625278784797, -0.481195157287321, 0.8697775121287253, 0.78021365439343],
  [0.7428567301586791, -0.3593941678278028, 0.5648005936517033, 0.4304693639799999],
  [0.8112534709140969, 0.3448953237639384, 0.472138773641393, 6.130269123335111],
  [-0.1055498149613921, 0.9794457296411413, 0.1718874610009365, 2.692877706530643],
  [-0.8075407579970092, 0.1533552485898818, 0.5695261994882688, 2.982963003477244],
  [-0.2846148069787907, -0.8644080972654206, 0.4144792552473539, 3.532912002790141],
  [0.7405621473854482, -0.6673299564565524, -0.0789837646326737, 3.494305004259568],
  [0.8512303986474293, 0.4722343788582681, -0.2289137388687808, 3.0032141694995382],
  [-0.7405621473854481, 0.6673299564565524, 0.0789837646326737, 5.930472956509812],
  [-0.8512303986474292, -0.4722343788582682, 0.2289137388687808, 0.13837848409025486],
  [0.1055498149613919, -0.9794457296411413, -0.1718874610009365, 0.4487149470591504],
  [0.8075407579970092, -0.1533552485898819, -0.5695261994882688, 0.15862965011254937],
  [0.2846148069787908, 0.8644080972654204, -0.4144792552473539, 5.891865957979238],
  [-0.7428567301586791, 0.3593941678278027, -0.5648005936517033, 2.711123289609793],
  [-0.811253470914097, -0.3448953237639382, -0.472138773641393, 3.294508837434268],
  [-0.2199307791404607, -0.6583691780274996, -0.7198475378926182, 3.80481969224544],
  [0.213923483450142, -0.1478171829550704, -0.9656017935214205, 3.6644388790551923],
  [-0.1092625278784796, 0.481195157287321, -0.8697775121287253, 2.361378999196363],
]

/** One face as a frame: its centre C, and U and V, the plane's x and y axes, all unit vectors. */
export interface FaceFrame {
  cx: number
  cy: number
  cz: number
  ux: number
  uy: number
  uz: number
  vx: number
  vy: number
  vz: number
}

/** Width of the lattice's unit, which lies along its i axis, on the planes of a resolution. */
export function latticeUnit(resolution: number): number {
  return UNIT_AT_RESOLUTION_0 / Math.sqrt(7) ** resolution
}

/** The frames of all faces at a resolution: odd ones are turned against even ones. */
export function faceFrames(resolution: number): FaceFrame[] {
  return FACES.map(([cx, cy, cz, azimuth]) => {
    const turned = resolution % 2 === 1 ? azimuth - CLASS_III_TURN_RAD : azimuth
    const [cos, sin] = [Math.cos(turned), Math.sin(turned)]
    const across = Math.hypot(cx, cy)
    const [ex, ey] = [-cy / across, cx / across]
    const [nx, ny, nz] = [-cz * ey, cz * ex, across]
    return {
      cx,
      cy,
      cz,
      ux: cos * nx + sin * ex,
      uy: cos * ny + sin * ey,
      uz: cos * nz,
      vx: sin * nx - cos * ex,
      vy: sin * ny - cos * ey,
      vz: sin * nz,
    }
  })
}
