/** A button that chooses pictures from this device. */
import { useId } from 'react'

import { buttonClass } from '@/ui/button'

const ACCEPT = 'image/jpeg,image/png,image/webp'

interface PictureInputProps {
  label: string
  isMany?: boolean
  disabled: boolean
  onChoose: (images: File[]) => void
}

export function PictureInput({ label, isMany = false, disabled, onChoose }: PictureInputProps) {
  const id = useId()
  return (
    <label
      htmlFor={id}
      className={buttonClass(
        'outline',
        'relative hover:bg-paper3 has-focus-visible:outline-2 has-focus-visible:outline-spot',
      )}
    >
      {label}
      <input
        id={id}
        type="file"
        accept={ACCEPT}
        multiple={isMany}
        className="sr-only"
        disabled={disabled}
        onChange={({ currentTarget }) => {
          const images = [...(currentTarget.files ?? [])]
          if (images.length > 0) onChoose(images)
          currentTarget.value = '' // so that the same file can be chosen again
        }}
      />
    </label>
  )
}
