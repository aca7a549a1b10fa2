import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'

import type { UploadStep } from '@/api/types'

import { Stepper } from './stepper'

afterEach(cleanup)

const steps: UploadStep[] = [
  { name: 'store', label: 'Storing', state: 'done' },
  { name: 'probe', label: 'Reading the file', state: 'running' },
  { name: 'publish', label: 'Publishing', state: 'pending' },
]

test('names the running step and says each state in words', () => {
  render(<Stepper steps={steps} />)
  expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
    'Storing: done',
    'Reading the file: running',
    'Publishing: waiting',
  ])
  expect(screen.getByText('· 1 of 3 done').parentElement?.textContent).toBe(
    'Reading the file · 1 of 3 done',
  )
})
