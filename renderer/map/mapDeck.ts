/**
 * deck.gl as the map needs it: frames only when something changes, and a graphics device that is given back at the end.
 * By itself deck.gl asks for frames for ever, and leaves its device, which holds the whole screen around it, to observers of
 * the window that nobody removes.
 */
import { Deck, type DeckProps, type Layer } from '@deck.gl/core'
import { FramesOnDemand } from './framesOnDemand'

type Loop = NonNullable<Deck['animationLoop']>
type Model = ReturnType<Layer['getModels']>[number]
type Device = Awaited<Loop['props']['device']>

export class MapDeck extends Deck {
  // `setProps` is called by the constructor of Deck, before this is there.
  private readonly frames: FramesOnDemand | undefined
  private wereShadersPending = false

  constructor(props: DeckProps) {
    // A device that may be used again is never destroyed.
    super({ ...props, deviceProps: { ...props.deviceProps, _reuseDevices: false } })
    this.frames = new FramesOnDemand(() => this.isBusy())
    this.animationLoop?.setProps({ animationFrameProvider: this.frames })
  }

  override setProps(props: DeckProps): void {
    super.setProps(props)
    this.frames?.wake()
  }

  /** Asks for a frame: for what changes without new props. */
  wake(): void {
    this.frames?.wake()
  }

  /** Stops drawing and gives everything back, the context of WebGL included; the device may still be on its way. */
  override finalize(): void {
    const device = this.animationLoop?.props.device
    super.finalize()
    void Promise.resolve(device).then(
      (made) => made && giveBack(made),
      // A device that could not be made was reported when that failed.
      () => undefined,
    )
  }

  /** Whether the last frame left something to do: layers whose data or shaders are on their way, and what they change. */
  private isBusy(): boolean {
    const { layerManager } = this
    if (!layerManager) return false
    const layers = layerManager.getLayers()
    const areShadersPending = layers.some((layer) => layer.getModels().some(isPending))
    // What was left out for lack of its shader is not drawn again by itself.
    if (this.wereShadersPending && !areShadersPending) layerManager.setNeedsRedraw('shaders are ready')
    this.wereShadersPending = areShadersPending
    return (
      areShadersPending ||
      layerManager.needsUpdate() !== false ||
      this.needsRedraw() !== false ||
      layers.some(({ isLoaded }) => !isLoaded)
    )
  }
}

/** A pipeline learns of its linked shaders when it draws; what it shares with others knows at once. */
function isPending({ pipeline: { sharedRenderPipeline } }: Model): boolean {
  return sharedRenderPipeline !== null && 'linkStatus' in sharedRenderPipeline && sharedRenderPipeline.linkStatus === 'pending'
}

function giveBack(device: Device): void {
  // The memory of the context is freed at once; garbage collection would come late, and browsers allow 16 contexts.
  device.loseDevice()
  device.canvasContext?.destroy()
  device.destroy()
}
