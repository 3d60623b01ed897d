import { useCallback, useEffect, useState } from 'react'
import type { ConsoleContract } from '#core/contract/consoleContract'
import type { CallInput, CallName, CallOutput } from '#core/contract/defineContract'
import type { Problem } from '#core/model/problem'
import { consoleClient } from '../../platform/consoleClient'
import { asProblem } from '../../ui/ProblemAlert'

/** One answer from main, asked for when the panel opens and again on `reload`. */
export function useCall<N extends CallName<ConsoleContract>>(name: N, input: CallInput<ConsoleContract, N>) {
  const [value, setValue] = useState<CallOutput<ConsoleContract, N> | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const inputText = JSON.stringify(input)
  const reload = useCallback(async () => {
    try {
      setValue(await consoleClient.call(name, JSON.parse(inputText)))
      setProblem(null)
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }, [name, inputText])
  useEffect(() => {
    void reload()
  }, [reload])
  return { value, problem, reload }
}
