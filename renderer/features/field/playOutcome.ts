/** A short sound for an outcome, so that eyes can stay on the mast: rising for good, falling for not yet. */
export function playOutcome(good: boolean): void {
  if (!('AudioContext' in window)) return
  const audio = new AudioContext()
  const gain = audio.createGain()
  gain.connect(audio.destination)
  gain.gain.value = 0.12
  const tones = good ? [523, 784] : [392, 262]
  tones.forEach((frequencyHz, at) => {
    const tone = audio.createOscillator()
    tone.frequency.value = frequencyHz
    tone.connect(gain)
    tone.start(audio.currentTime + at * 0.16)
    tone.stop(audio.currentTime + at * 0.16 + 0.14)
    if (at === tones.length - 1) tone.onended = () => void audio.close()
  })
}
