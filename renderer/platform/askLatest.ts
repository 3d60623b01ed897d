/**
 * Questions that are answered one at a time: of those that are asked while another is answered, the latest alone.
 * @param answer must not reject
 */
export function askLatest<Q>(answer: (question: Q) => Promise<void>): (question: Q) => void {
  let waiting: { question: Q } | null = null
  let isBusy = false

  async function answerAll() {
    isBusy = true
    while (waiting) {
      const { question }: { question: Q } = waiting
      waiting = null
      await answer(question)
    }
    isBusy = false
  }

  return (question) => {
    waiting = { question }
    if (!isBusy) void answerAll()
  }
}
