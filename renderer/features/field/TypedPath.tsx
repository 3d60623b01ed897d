import { TextInput } from '@mantine/core'

interface TypedPathProps {
  /** What such a path looks like. */
  example: string
  value: string
  onChange: (path: string) => void
}

/** A port that the system does not list, by its path. */
export function TypedPath({ example, value, onChange }: TypedPathProps) {
  return (
    <TextInput
      label="Path of the port"
      placeholder={example}
      size="xl"
      spellCheck={false}
      data-after-choice
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
