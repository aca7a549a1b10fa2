import { expect, test } from 'vitest'

import { codesText } from './codes-dialog'

test('the file of recovery codes says what they are for', () => {
  expect(codesText(['13572468', '28881110'], 'https://music.example')).toBe(
    'Recovery codes for https://music.example\nEach works once.\n\n13572468\n28881110\n',
  )
})
