import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { createRef } from 'react'
import { afterEach, describe, expect, test, vi } from 'vitest'

import { resample } from './peaks'
import { Waveform, type WaveformHandle } from './waveform'

afterEach(cleanup)

test('resampling keeps the loudest of each part', () => {
  expect(resample([1, 9, 3, 4], 2)).toEqual([9, 4])
  expect(resample([5], 3)).toEqual([5, 5, 5])
})

describe('the waveform', () => {
  const show = () => {
    const onSeek = vi.fn()
    const ref = createRef<WaveformHandle>()
    render(
      <Waveform
        ref={ref}
        peaks={[10, 200]}
        durationMs={227_000}
        onSeek={onSeek}
        label="Position"
      />,
    )
    act(() => ref.current?.show(74_000, 100_000))
    return { onSeek, slider: screen.getByRole('slider', { name: 'Position' }) }
  }

  test('speaks its position', () => {
    expect(show().slider.getAttribute('aria-valuetext')).toBe(
      '1 minute 14 seconds of 3 minutes 47 seconds',
    )
  })

  test('arrows seek five seconds; with Shift they are not its own', () => {
    const { onSeek, slider } = show()
    fireEvent.keyDown(slider, { key: 'ArrowRight' })
    fireEvent.keyDown(slider, { key: 'ArrowLeft' })
    fireEvent.keyDown(slider, { key: 'ArrowRight', shiftKey: true })
    expect(onSeek.mock.calls).toEqual([[79_000], [69_000]])
  })

  test('dragging seeks once, where it is let go', () => {
    const { onSeek, slider } = show()
    fireEvent.pointerDown(slider)
    fireEvent.change(slider, { target: { value: '90000' } })
    fireEvent.change(slider, { target: { value: '120000' } })
    expect(onSeek).not.toHaveBeenCalled()
    fireEvent.pointerUp(slider)
    expect(onSeek.mock.calls).toEqual([[120_000]])
  })
})
