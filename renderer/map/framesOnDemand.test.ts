import { describe, expect, it } from 'vitest'
import { type FrameSource, FramesOnDemand } from './framesOnDemand'

/** A window whose frames come when the test says so. */
class FakeWindow implements FrameSource {
  private next = 1
  readonly asked = new Map<number, (timeMs: number) => void>()

  request(callback: (timeMs: number) => void): number {
    this.asked.set(this.next, callback)
    return this.next++
  }

  cancel(handle: number): void {
    this.asked.delete(handle)
  }

  /** @returns how many callbacks were waiting for this frame. */
  frame(): number {
    const due = [...this.asked.values()]
    this.asked.clear()
    for (const callback of due) callback(0)
    return due.length
  }
}

/** A loop as luma.gl's: it asks for its next frame after every frame. */
function startLoop(isBusy: () => boolean = () => false) {
  const view = new FakeWindow()
  const frames = new FramesOnDemand(isBusy, view)
  const loop = { drawn: 0, during: () => {} }
  const draw = () => {
    loop.drawn++
    loop.during()
    frames.requestAnimationFrame(draw)
  }
  frames.requestAnimationFrame(draw)
  const run = (count: number) => {
    for (let frame = 0; frame < count; frame++) view.frame()
  }
  return { view, frames, loop, run, draw }
}

describe('FramesOnDemand', () => {
  it('draws the first frame and then rests', () => {
    const { loop, run, view } = startLoop()
    run(100)
    expect(loop.drawn).toBe(1)
    expect(view.asked.size).toBe(0)
  })

  it('draws once however often it is woken before a frame', () => {
    const { loop, frames, run } = startLoop()
    run(3)
    for (let call = 0; call < 5; call++) frames.wake()
    run(10)
    expect(loop.drawn).toBe(2)
  })

  it('draws another frame when it is woken during one, as a flight does', () => {
    const { loop, frames, run } = startLoop()
    loop.during = () => {
      if (loop.drawn < 30) frames.wake()
    }
    run(100)
    expect(loop.drawn).toBe(30)
  })

  it('goes on while something is left to do, and rests after it', () => {
    let left = 7
    const { loop, run } = startLoop(() => left-- > 0)
    run(100)
    expect(loop.drawn).toBe(8)
  })

  it('draws nothing more once the loop was stopped', () => {
    const { loop, frames, run, view } = startLoop()
    run(1)
    frames.wake()
    frames.cancelAnimationFrame()
    frames.wake()
    run(5)
    expect(loop.drawn).toBe(1)
    expect(view.asked.size).toBe(0)
  })

  it('keeps a wake that came before the loop asked for its first frame', () => {
    const view = new FakeWindow()
    const frames = new FramesOnDemand(() => false, view)
    let drawn = 0
    frames.wake()
    frames.requestAnimationFrame(() => drawn++)
    view.frame()
    expect(drawn).toBe(1)
  })
})
