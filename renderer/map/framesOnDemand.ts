/** Animation frames for a drawing loop that is to rest while nothing changes. */

/** What a loop of drawing asks for its next frame; `requestAnimationFrame` and its counterpart by default. */
export interface FrameSource {
  request(callback: (timeMs: number) => void): number
  cancel(handle: number): void
}

const WINDOW_FRAMES: FrameSource = {
  request: (callback) => requestAnimationFrame(callback),
  cancel: (handle) => cancelAnimationFrame(handle),
}

/**
 * Stands between a loop, which asks for the next frame after every frame, and the window: the request waits until somebody wakes
 * the loop or there is still something to do. Has the form of luma.gl's `AnimationFrameProvider`.
 */
export class FramesOnDemand {
  #waiting: ((timeMs: number) => void) | null = null
  #handle: number | null = null
  /** Woken while no request was waiting: before the loop began, or during a frame. */
  #isWoken = true

  /** @param isBusy whether the frame that has just ended left something to do. */
  constructor(
    private readonly isBusy: () => boolean,
    private readonly source: FrameSource = WINDOW_FRAMES,
  ) {}

  requestAnimationFrame(callback: (timeMs: number) => void): number {
    this.#waiting = callback
    if (this.#isWoken || this.isBusy()) this.#schedule()
    return 1
  }

  cancelAnimationFrame(): void {
    this.#waiting = null
    if (this.#handle !== null) this.source.cancel(this.#handle)
    this.#handle = null
  }

  /** Something has changed: there is to be a frame. */
  wake(): void {
    this.#isWoken = true
    if (this.#waiting) this.#schedule()
  }

  #schedule(): void {
    if (this.#handle !== null) return
    this.#handle = this.source.request((timeMs) => {
      const callback = this.#waiting
      this.#waiting = null
      this.#handle = null
      this.#isWoken = false
      callback?.(timeMs)
    })
  }
}
