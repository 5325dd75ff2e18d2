/** The order of sites for many workers. */
import { expect, it } from 'vitest'
import { inTurns } from '../../../src/commands/run/turns.js'

const order = (text: string): string =>
  inTurns(
    text.split(' '),
    (item) => item.slice(0, 1),
    (item) => Number(item.slice(1)),
  ).join(' ')

it.each([
  ['a1 a1 a1 b1', 'a1 b1 a1 a1'],
  ['b1 a1 a9 b2', 'a9 b2 a1 b1'],
  ['a1', 'a1'],
  ['c5 a1 a2 a3 b5', 'a3 c5 b5 a2 a1'],
])('%s goes as %s', (given, taken) => expect(order(given)).toBe(taken))
