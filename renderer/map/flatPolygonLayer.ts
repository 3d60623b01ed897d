/**
 * Flat polygons with the least work per vertex and pixel: without lights and without deck.gl's picking, which this map does
 * not use. In software drawing the pixels are what a frame costs.
 */
import { SolidPolygonLayer } from '@deck.gl/layers'

const VERTEX = `#version 300 es
#define SHADER_NAME flat-polygon-layer-vertex-shader
in vec3 vertexPositions;
in vec3 vertexPositions64Low;
in vec4 fillColors;
out vec4 vColor;
void main(void) {
  geometry.worldPosition = vertexPositions;
  gl_Position = project_position_to_clipspace(vertexPositions, vertexPositions64Low, vec3(0.), geometry.position);
  DECKGL_FILTER_GL_POSITION(gl_Position, geometry);
  vColor = vec4(fillColors.rgb, fillColors.a * layer.opacity);
  DECKGL_FILTER_COLOR(vColor, geometry);
}
`

const FRAGMENT = `#version 300 es
#define SHADER_NAME flat-polygon-layer-fragment-shader
precision highp float;
in vec4 vColor;
out vec4 fragColor;
void main(void) {
  fragColor = vColor;
  DECKGL_FILTER_COLOR(fragColor, geometry);
}
`

const UNUSED = new Set(['picking', 'gouraudMaterial', 'lighting'])

export class FlatPolygonLayer<DataT = unknown> extends SolidPolygonLayer<DataT> {
  static override layerName = 'FlatPolygonLayer'

  override getShaders(type: string) {
    const shaders = super.getShaders(type)
    const modules = shaders.modules.filter(({ name }: { name: string }) => !UNUSED.has(name))
    return { ...shaders, vs: VERTEX, fs: FRAGMENT, modules }
  }
}
