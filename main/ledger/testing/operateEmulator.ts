/** For tests: a person at Ledger's emulator, of any model, by the emulator's HTTP interface. */

interface ShownText {
  text: string
  x: number
  y: number
  w: number
  h: number
}

export type Decision = 'approve' | 'reject'

export interface Operator {
  /** What was shown, one screen after the other, its texts joined by ` | `. */
  screens: string[]
  stop(): Promise<void>
}

const POLL_MS = 150
/** A press that the emulator missed is made again after so many looks. */
const LOOKS_BEFORE_AGAIN = 10
const HOLD_MS = 3_500
const IDLE = /app is ready|is ready$|(Transaction|Message) (signed|rejected)|Address (verified|cancelled|rejected)/i
const LAST = /Accept risk and\s*(\| )?sign|Sign (transaction|message)|^Confirm|^Approve/i
const NO = /^(Reject|Cancel)/i
/** Nano screens are at most this wide; touch ones are wider. */
const NANO_WIDTH = 128

/** Works from now on until it is stopped. */
export function operateEmulator(origin: string, decision: Decision): Operator {
  const screens: string[] = []
  let isStopped = false
  const working = work()

  async function work(): Promise<void> {
    let looks = 0
    while (!isStopped) {
      const texts = await shownTexts(origin)
      const screen = texts.map(({ text }) => text).join(' | ')
      const isNew = screen !== screens.at(-1)
      if (isNew && screen !== '') screens.push(screen)
      looks = isNew ? 0 : looks + 1
      if (screen !== '' && !IDLE.test(screen) && looks % LOOKS_BEFORE_AGAIN === 0) await act(texts, screen)
      await pause(POLL_MS)
    }
  }

  async function act(texts: ShownText[], screen: string): Promise<void> {
    const isTouch = texts.some(({ x, w }) => x + w > NANO_WIDTH)
    if (isTouch) await touch(texts)
    else await press(buttonFor(screen))
  }

  function buttonFor(screen: string): 'both' | 'right' {
    if (/To accept risk/i.test(screen)) return 'both'
    if (LAST.test(screen)) return decision === 'approve' ? 'both' : 'right'
    return NO.test(screen) && decision === 'reject' ? 'both' : 'right'
  }

  async function touch(texts: ShownText[]): Promise<void> {
    const find = (pattern: RegExp) => texts.find(({ text }) => pattern.test(text))
    const risk = find(/Accept risk and continue/i)
    if (risk) return finger({ ...centre(risk), action: 'press-and-release' })
    const hold = find(/Hold to/i)
    const no = find(/^(Reject|Cancel)/i)
    if (hold && decision === 'approve') {
      await finger({ ...centre(hold), action: 'press' })
      await pause(HOLD_MS)
      return finger({ ...centre(hold), action: 'release' })
    }
    const yes = find(/^(Confirm|Yes, reject)/i)
    if (yes && (decision === 'approve' || /reject/i.test(yes.text)))
      return finger({ ...centre(yes), action: 'press-and-release' })
    if (no && (hold || yes)) return finger({ ...centre(no), action: 'press-and-release' })
    const right = Math.max(...texts.map(({ x, w }) => x + w))
    return finger({ x: right - 40, y: 300, x2: 40, y2: 300, action: 'press-and-release' })
  }

  const press = (button: string) => post(`${origin}/button/${button}`, { action: 'press-and-release' })
  const finger = (body: object) => post(`${origin}/finger`, body)

  return {
    screens,
    async stop() {
      isStopped = true
      await working
    },
  }
}

async function shownTexts(origin: string): Promise<ShownText[]> {
  const response = await fetch(`${origin}/events?currentscreenonly=true`)
  const { events = [] } = (await response.json()) as { events?: ShownText[] }
  return events
}

async function post(url: string, body: object): Promise<void> {
  await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
}

function centre({ x, y, w, h }: ShownText): { x: number; y: number } {
  return { x: Math.round(x + w / 2), y: Math.round(y + h / 2) }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
