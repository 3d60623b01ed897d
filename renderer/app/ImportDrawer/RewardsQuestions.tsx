import { Alert, Radio, Select, Stack, Text } from '@mantine/core'
import { IconHelpCircle } from '@tabler/icons-react'
import type { RewardsAnswers } from '#core/networks/rewardsAnswers'
import type { AskedQuestion } from '../../data/imports/importPreview'
import classes from './RewardsQuestions.module.css'

interface RewardsQuestionsProps {
  questions: readonly AskedQuestion[]
  /** As they were said last. */
  answers: RewardsAnswers
  onAnswer: (answers: RewardsAnswers) => void
}

/** What only a person can know of the file, with the lines that it is about. Every answer reads the file again. */
export function RewardsQuestions({ questions, answers, onAnswer }: RewardsQuestionsProps) {
  return questions.map((question) => (
    <Alert
      key={question.kind}
      color={question.answer === null ? 'yellow' : 'gray'}
      icon={<IconHelpCircle />}
      title={question.message}
    >
      <Stack gap="xs">
        <QuestionRows question={question} />
        {question.kind === 'timeZone' ? (
          <Select
            label="Time zone of the clocks"
            placeholder="Not known: give the days below"
            data={TIME_ZONES}
            limit={100}
            searchable
            clearable
            value={answers[question.kind] ?? null}
            onChange={(value) => onAnswer({ [question.kind]: value ?? undefined })}
          />
        ) : (
          <Radio.Group
            aria-label={question.message}
            value={answers[question.kind] ?? null}
            onChange={(value) => onAnswer({ [question.kind]: value })}
          >
            <Stack gap={6}>
              {question.choices.map((choice) => (
                <Radio key={choice.answer} value={choice.answer} label={choice.text} />
              ))}
            </Stack>
          </Radio.Group>
        )}
      </Stack>
    </Alert>
  ))
}

const TIME_ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]

function QuestionRows({ question: { rows, lines } }: { question: AskedQuestion }) {
  if (rows.length === 0) return null
  const more = lines.length - rows.length
  return (
    <div className={classes.rows}>
      {rows.map(({ line, text }) => (
        <div key={line}>
          <span className={classes.line}>Line {line}</span> {text}
        </div>
      ))}
      {more > 0 && <Text fz="xs">and {more} more</Text>}
    </div>
  )
}
