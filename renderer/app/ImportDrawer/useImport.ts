import { useCallback, useEffect, useRef, useState } from 'react'
import { formatAmount } from '#core/model/money'
import type { Problem } from '#core/model/problem'
import type { RewardsAnswers } from '#core/networks/rewardsAnswers'
import { countText } from '#core/words/countText'
import { numberText } from '#core/words/numberText'
import { answerImport, closeImport, commitImport, mapImport, openImport } from '../../data/imports/importFile'
import type { ImportChoices, ImportMapping, ImportPreview } from '../../data/imports/importPreview'
import type { ImportOutcome } from '../../data/imports/importRecords'
import { runJob } from '../../platform/jobs'
import { asProblem } from '../../ui/ProblemAlert'
import { countOf } from './countOf'
import type { DraftPeriod } from './draftPeriod'

export type ImportStep =
  | { at: 'choose'; problem: Problem | null }
  | { at: 'reading'; fileName: string; rows: number }
  | { at: 'layer'; file: File }
  | { at: 'preview'; preview: ImportPreview; problem: Problem | null; isMapping: boolean; typed?: DraftPeriod }
  | { at: 'writing'; preview: ImportPreview }
  | { at: 'done'; preview: ImportPreview; outcome: ImportOutcome }

/** The drawer's steps. A file that is being read is given up with the drawer; a write that has begun goes on as a job. */
export function useImport(initialFile: File | null) {
  const [step, setStep] = useState<ImportStep>({ at: 'choose', problem: null })
  const reading = useRef<AbortController | null>(null)
  const open = useRef<ImportPreview | null>(null)
  const rereading = useRef(Promise.resolve())

  const letGo = useCallback(() => {
    reading.current?.abort()
    if (open.current) closeImport(open.current)
    open.current = null
  }, [])

  const choose = useCallback(
    async (file: File) => {
      letGo()
      const controller = new AbortController()
      reading.current = controller
      const { signal } = controller
      setStep({ at: 'reading', fileName: file.name, rows: 0 })
      try {
        const onProgress = (rows: number) => {
          if (!signal.aborted) setStep({ at: 'reading', fileName: file.name, rows })
        }
        const preview = await openImport(file, { signal, onProgress })
        if (signal.aborted) return closeImport(preview)
        if (preview.kind === 'layer') {
          closeImport(preview)
          return setStep({ at: 'layer', file })
        }
        open.current = preview
        setStep({ at: 'preview', preview, problem: null, isMapping: false })
      } catch (thrown) {
        if (!signal.aborted) setStep({ at: 'choose', problem: asProblem(thrown) })
      }
    },
    [letGo],
  )

  const reset = useCallback(() => {
    letGo()
    setStep({ at: 'choose', problem: null })
  }, [letGo])

  useEffect(() => {
    if (initialFile) void choose(initialFile)
    return letGo
  }, [initialFile, choose, letGo])

  /** Reads the open file again in another way, once what was asked before is read: the last answer stands. */
  function reread(read: (before: ImportPreview) => Promise<ImportPreview>): Promise<void> {
    rereading.current = rereading.current.then(() => readNow(read))
    return rereading.current
  }

  async function readNow(read: (before: ImportPreview) => Promise<ImportPreview>): Promise<void> {
    const before = open.current
    if (!before) return
    setStep({ at: 'preview', preview: before, problem: null, isMapping: true })
    try {
      const preview = await read(before)
      if (open.current !== before) return
      open.current = preview
      setStep({ at: 'preview', preview, problem: null, isMapping: false })
    } catch (thrown) {
      if (open.current === before) setStep({ at: 'preview', preview: before, problem: asProblem(thrown), isMapping: false })
    }
  }

  const map = (mapping: ImportMapping) => reread((before) => mapImport(before, mapping))
  const answer = (answers: RewardsAnswers) => reread((before) => answerImport(before, answers))

  async function commit(choices: ImportChoices, typed: DraftPeriod): Promise<void> {
    const preview = open.current
    if (!preview) return
    // From here the job owns the worker; commitImport closes it.
    open.current = null
    setStep({ at: 'writing', preview })
    try {
      const outcome = await runJob(
        `Importing ${preview.fileName}`,
        ({ signal, report }) =>
          commitImport(preview, {
            ...choices,
            signal,
            onProgress: (done, total) =>
              report(total ? done / total : null, `${numberText(done)} of ${numberText(total ?? 0)} records`),
          }),
        (done) => importedText(done, preview),
      )
      setStep({ at: 'done', preview, outcome })
    } catch (thrown) {
      open.current = preview
      setStep({ at: 'preview', preview, problem: asProblem(thrown), isMapping: false, typed })
    }
  }

  return { step, choose, map, answer, commit, reset }
}

function importedText({ record, actId, addressesOf }: ImportOutcome, preview: ImportPreview): string {
  if (actId === null && addressesOf.length > 0) return `${countText(addressesOf.length, 'address', 'addresses')} changed.`
  if (actId === null) return 'Everything in this file is here already; nothing was changed.'
  const written = countOf(record.added + record.replaced, preview.kind)
  const total = preview.rewards
    ? `, ${formatAmount(BigInt(preview.rewards.totalBaseUnits), preview.rewards.token.decimals)} ${preview.rewards.token.symbol}`
    : ''
  return `${written} imported${total}.`
}
