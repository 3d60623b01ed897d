/** A step was done, the whole device is done, or something went wrong. */
export type OutcomeSound = 'step' | 'done' | 'fault'

/** Each rises or falls in its own way, so that they are told apart without looking: one short tone, two up, two down. */
const TONES_HZ: Record<OutcomeSound, number[]> = { step: [659], done: [523, 784], fault: [392, 262] }

/** A short sound for an outcome, so that eyes can stay on the mast. */
export function playOutcome(sound: OutcomeSound): void {
  if (!('AudioContext' in window)) return
  const audio = new AudioContext()
  const gain = audio.createGain()
  gain.connect(audio.destination)
  gain.gain.value = sound === 'step' ? 0.06 : 0.12
  const tones = TONES_HZ[sound]
  tones.forEach((frequencyHz, at) => {
    const tone = audio.createOscillator()
    tone.frequency.value = frequencyHz
    tone.connect(gain)
    tone.start(audio.currentTime + at * 0.16)
    tone.stop(audio.currentTime + at * 0.16 + 0.14)
    if (at === tones.length - 1) tone.onended = () => void audio.close()
  })
}
