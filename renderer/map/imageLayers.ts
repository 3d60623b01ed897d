/** Pictures on the ground as deck.gl layers. */
import { COORDINATE_SYSTEM, type Layer } from '@deck.gl/core'
import { BitmapLayer } from '@deck.gl/layers'
import { nearLng } from '#core/geo/longitude'
import type { ImageLayer } from './mapContent'
import { type Divided, dividedProps } from './mapLayers'
import type { MapView } from './mapView'

/** The same object for the same pixels, so that a pan uploads nothing. */
const textures = new WeakMap<Uint8ClampedArray, ImageData>()

export function imageLayer(image: ImageLayer, view: MapView, divided: Divided): Layer {
  const { west, south, north } = image.bounds
  const east = image.bounds.east < west ? image.bounds.east + 360 : image.bounds.east
  const shift = nearLng((west + east) / 2, view.longitude) - (west + east) / 2
  const texture = textures.get(image.pixels) ?? new ImageData(image.pixels, image.width, image.height)
  textures.set(image.pixels, texture)
  return new BitmapLayer({
    id: image.id,
    image: texture,
    bounds: [west + shift, south, east + shift, north],
    _imageCoordinateSystem: COORDINATE_SYSTEM.LNGLAT,
    opacity: image.opacity,
    ...dividedProps({ ...divided, side: image.side }),
  })
}
