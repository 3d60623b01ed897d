/** What is simulated right now: screens say so here, and the frame shows the TRAINING stripe while anything is. */
import { create } from 'zustand'

export const useTraining = create<{ active: string[] }>(() => ({ active: [] }))

/** @param key what is simulated, in words for the stripe: "simulated hotspot", "simulated Ledger". */
export function setTraining(key: string, on: boolean): void {
  useTraining.setState(({ active }) => {
    if (active.includes(key) === on) return { active }
    return { active: on ? [...active, key] : active.filter((other) => other !== key) }
  })
}
