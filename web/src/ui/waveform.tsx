/** The waveform: a native slider laid over a drawing of the peaks. */
import {
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type Ref,
  type RefObject,
} from 'react'

import { clock, spokenTime } from '@/player/time'

import { wavePath } from './peaks'
import { useWidth } from './use-width'

const PIXELS_PER_BAR = 4.5
/** Slider keys: 5 seconds either way. */
const KEY_STEPS_MS: Record<string, number> = {
  ArrowLeft: -5000,
  ArrowDown: -5000,
  ArrowRight: 5000,
  ArrowUp: 5000,
}

interface WaveformProps {
  peaks: number[]
  durationMs: number
  onSeek: (positionMs: number) => void
  label: string
  disabled?: boolean
  /** Gives a way to show a position without rendering again. */
  ref?: Ref<WaveformHandle>
  className?: string
}

export interface WaveformHandle {
  show: (positionMs: number, bufferedMs: number) => void
}

export function Waveform(props: WaveformProps) {
  const { peaks, durationMs, onSeek, label, disabled, ref, className = '' } = props
  const box = useRef<HTMLDivElement>(null)
  const bars = Math.max(24, Math.floor(useWidth(box) / PIXELS_PER_BAR))
  const path = useMemo(() => wavePath(peaks, bars), [peaks, bars])
  const [hover, setHover] = useState<number | null>(null)
  const onMove = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    setHover(Math.min(1, Math.max(0, (event.clientX - left) / width)))
  }
  return (
    <div
      ref={box}
      dir="ltr"
      className={`relative ${className}`}
      onPointerMove={disabled ? undefined : onMove}
      onPointerLeave={() => setHover(null)}
    >
      <Slider {...{ durationMs, onSeek, label, disabled }} box={box} ref={ref} />
      <svg
        className="wave"
        viewBox={`0 0 ${bars} 100`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <path d={path} className="stroke-line-strong/60" />
        <path d={path} className="wave-buffered stroke-line-strong" />
        <path d={path} className="wave-played stroke-spot" />
      </svg>
      {hover !== null && <Bubble at={hover} text={clock(hover * durationMs)} />}
    </div>
  )
}

interface SliderProps extends Pick<WaveformProps, 'durationMs' | 'onSeek' | 'label' | 'disabled'> {
  box: RefObject<HTMLDivElement | null>
  ref?: Ref<WaveformHandle>
}

function Slider({ box, ref, durationMs, onSeek, label, disabled }: SliderProps) {
  const input = useRef<HTMLInputElement>(null)
  const isHeld = useRef(false)
  const paint = (positionMs: number) => {
    box.current?.style.setProperty('--played', fraction(positionMs, durationMs))
    const text = `${spokenTime(positionMs)} of ${spokenTime(durationMs)}`
    input.current?.setAttribute('aria-valuetext', text)
  }
  useImperativeHandle(ref, () => ({
    show(positionMs, bufferedMs) {
      box.current?.style.setProperty('--buffered', fraction(bufferedMs, durationMs))
      if (isHeld.current || !input.current) return
      input.current.value = String(positionMs)
      paint(positionMs)
    },
  }))
  // While it is held only the drawing follows; sound moves once it is let go.
  const release = () => {
    if (isHeld.current && input.current) onSeek(input.current.valueAsNumber)
    isHeld.current = false
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = event.shiftKey ? undefined : KEY_STEPS_MS[event.key]
    if (step === undefined) return
    event.preventDefault()
    onSeek(event.currentTarget.valueAsNumber + step)
  }
  return (
    <input
      ref={input}
      type="range"
      className="seek"
      min={0}
      max={Math.max(1, Math.round(durationMs))}
      step={100}
      defaultValue={0}
      aria-label={label}
      aria-valuetext={`0 seconds of ${spokenTime(durationMs)}`}
      disabled={disabled}
      onKeyDown={onKeyDown}
      onPointerDown={() => (isHeld.current = true)}
      onPointerUp={release}
      onPointerCancel={release}
      onInput={(event) => paint(event.currentTarget.valueAsNumber)}
      onChange={(event) => !isHeld.current && onSeek(event.currentTarget.valueAsNumber)}
    />
  )
}

const fraction = (part: number, whole: number): string => (whole ? part / whole : 0).toFixed(4)

function Bubble({ at, text }: { at: number; text: string }) {
  return (
    <span
      aria-hidden="true"
      className="pointer-events-none absolute -top-6 -translate-x-1/2 rounded-control bg-ink px-1.5 text-2xs text-paper"
      style={{ left: `${at * 100}%` }}
    >
      {text}
    </span>
  )
}
