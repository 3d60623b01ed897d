import { Button, Group, Stack } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { Link } from 'wouter'
import { Problem } from '#core/model/problem'
import { ProblemAlert } from '../ui/ProblemAlert'

interface ScreenBoundaryProps {
  name: string
  children: ReactNode
}

/** Keeps a screen's failure inside that screen and offers to draw it again. */
export class ScreenBoundary extends Component<ScreenBoundaryProps, { problem: Problem | null }> {
  override state = { problem: null }

  static getDerivedStateFromError(thrown: unknown): { problem: Problem } {
    return {
      problem: Problem.from(
        thrown,
        'screen.failed',
        'This screen stopped working; your records are unchanged. Open it again, and restart if it happens twice.',
      ),
    }
  }

  override render(): ReactNode {
    if (!this.state.problem) return this.props.children
    return (
      <Stack p="md" maw={720}>
        <ProblemAlert problem={this.state.problem} />
        <Group>
          <Button onClick={() => this.setState({ problem: null })}>Open {this.props.name} again</Button>
          <Button component={Link} href="/" variant="default">
            Go to Today
          </Button>
        </Group>
      </Stack>
    )
  }
}
