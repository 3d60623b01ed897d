/** A port whose calls can end as power cuts, cut lines and full sticks end them: not done, or done and never answered. */

export interface Interruption {
  /** The call at which it happens, counted from 0 over all ports that share it. */
  at: number
  when: 'before' | 'after'
  problem: Error
}

export class Interrupter {
  #calls = 0

  constructor(private readonly interruption: Interruption | null) {}

  wrap<T extends object>(port: T): T {
    return new Proxy(port, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name, target)
        if (typeof member !== 'function') return member
        return async (...given: unknown[]) => {
          const isNow = this.#calls++ === this.interruption?.at
          if (isNow && this.interruption?.when === 'before') throw this.interruption.problem
          const answer: unknown = await Reflect.apply(member, target, given)
          if (isNow && this.interruption) throw this.interruption.problem
          return answer
        }
      },
    })
  }
}
