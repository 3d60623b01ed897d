/** What the map adds to deck.gl's shaders: hatching for the unknown, and the cut between two sides. */
import { type Layer, LayerExtension } from '@deck.gl/core'
import type { MapSide } from './cellLayer'

/** Diagonal lines in place of a fill, fixed to the screen so that neighbouring cells join into one surface. */
class HatchExtension extends LayerExtension {
  static override extensionName = 'HatchExtension'

  override getShaders() {
    return {
      inject: {
        'fs:DECKGL_FILTER_COLOR': 'if (mod(gl_FragCoord.x + gl_FragCoord.y, 7.0) > 2.0) color.a *= 0.22;',
      },
    }
  }
}

export const HATCHED = new HatchExtension()

const dividerModule = {
  name: 'divider',
  fs: `layout(std140) uniform dividerUniforms {
  float at;
  float side;
} divider;
`,
  uniformTypes: { at: 'f32', side: 'f32' },
} as const

interface DividedProps {
  /** From the left edge, in CSS pixels. */
  dividerPx?: number
  dividerSide?: MapSide
}

/** Draws a layer on one side of `dividerPx` only. */
class DividerExtension extends LayerExtension {
  static override extensionName = 'DividerExtension'
  static override defaultProps = { dividerPx: 0, dividerSide: 'left' }

  override getShaders() {
    return {
      modules: [dividerModule],
      inject: { 'fs:DECKGL_FILTER_COLOR': 'if ((gl_FragCoord.x - divider.at) * divider.side < 0.0) discard;' },
    }
  }

  override draw(this: Layer<DividedProps>) {
    const { dividerPx = 0, dividerSide } = this.props
    const ratio = this.context.device.getDefaultCanvasContext().cssToDeviceRatio()
    this.setShaderModuleProps({ divider: { at: dividerPx * ratio, side: dividerSide === 'right' ? 1 : -1 } })
  }
}

export const DIVIDED = new DividerExtension()
