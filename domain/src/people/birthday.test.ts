import { expect, it } from 'vitest'
import { isBirthday } from './birthday.ts'

it.each(['01-01', '02-29', '12-31', '04-30'])('takes %s', (text) => expect(isBirthday(text)).toBe(true))

it.each(['02-30', '04-31', '00-10', '13-01', '01-00', '2-9', '1998-02-09', '', 'ab-cd', '01-01 '])('refuses %j (F47)', (text) =>
  expect(isBirthday(text)).toBe(false),
)
