import { Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Evidence } from '#core/model/evidence'
import { numberText } from '#core/words/numberText'
import { readContent } from '../../data/evidence/readContent'
import { asProblem } from '../ProblemAlert'
import classes from './Evidence.module.css'

/** A whole log would hold the screen; it is saved whole. */
const SHOWN_CHARS = 200_000

/** The beginning of a text. */
export function TextContent({ evidence }: { evidence: Evidence }) {
  const [text, setText] = useState('')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the content of a hash never changes, whatever else of the record does
  useEffect(() => {
    let isStale = false
    readContent(evidence).then(
      (content) => !isStale && setText(new TextDecoder().decode(content)),
      (thrown) => !isStale && setText(asProblem(thrown).message),
    )
    return () => {
      isStale = true
    }
  }, [evidence.sha256])
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by the keyboard */}
      <pre className={classes.text} tabIndex={0}>
        {text.slice(0, SHOWN_CHARS)}
      </pre>
      {text.length > SHOWN_CHARS && (
        <Text fz="xs" c="dimmed">
          The first {numberText(SHOWN_CHARS)} characters; a saved copy has all of it.
        </Text>
      )}
    </>
  )
}
